/**
 * What DNS said, in words for a person. Pure.
 */
import type { PoolOutcome } from '@spcs-sd/core';

const absentWords = {
  nxdomain: 'the name does not exist (NXDOMAIN)',
  nodata: 'the name has no records of this type (NODATA)',
} as const;

const unknownWords = {
  timeout: 'no answer in time',
  servfail: 'the server could not answer (SERVFAIL)',
  refused: 'the server refused to answer (REFUSED)',
  notimp: 'the server cannot answer this (NOTIMP)',
  malformed: 'the answer cannot be believed',
  unreachable: 'no server could be reached',
  limit: 'a limit of this program',
  'not-asked': 'not asked',
  other: 'it failed',
} as const;

/** One line: `SRV over udp: 20 records, TTL 30 s`. */
export function outcomeText(outcome: PoolOutcome): string {
  switch (outcome.kind) {
    case 'records': {
      const { recordType, records, transport, ttlSeconds } = outcome;
      const type = recordType === 'A' ? 'A and AAAA' : recordType;
      const count = `${records.length} ${records.length === 1 ? 'record' : 'records'}`;
      return `${type} over ${transport}: ${count}${ttlText(ttlSeconds)}`;
    }
    case 'absent':
      return `over ${outcome.transport}: ${absentWords[outcome.why]}${ttlText(outcome.ttlSeconds)}`;
    case 'unknown':
      return `not known: ${unknownWords[outcome.why]}${outcome.detail === undefined ? '' : `; ${outcome.detail}`}`;
  }
}

function ttlText(ttlSeconds: number | null): string {
  return ttlSeconds === null ? '' : `, TTL ${ttlSeconds} s`;
}
