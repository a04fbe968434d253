/**
 * What an authoritative server says to one question. Pure.
 *
 * Source: RFC 1034, section 4.3.2 (the algorithm), RFC 2308 (negative answers), RFC 2782 (SRV and
 * its additional addresses).
 */
import type { AnyRecord, RecordType } from './record.ts';
import { soaOf } from './zone.ts';
import type { ZoneIndex } from './zone-index.ts';

export interface Question {
  readonly name: string;
  /** A type's name as dns-packet writes it, such as `SRV` or `ANY`. */
  readonly type: string;
}

export type Rcode = 'NOERROR' | 'FORMERR' | 'SERVFAIL' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED';

export interface Reply {
  readonly rcode: Rcode;
  readonly authoritative: boolean;
  readonly answers: readonly AnyRecord[];
  readonly authorities: readonly AnyRecord[];
  readonly additionals: readonly AnyRecord[];
}

const recordTypes: ReadonlySet<string> = new Set<RecordType>([
  'A',
  'AAAA',
  'CNAME',
  'NS',
  'SRV',
  'TXT',
  'SOA',
]);
/** Longer CNAME chains than this are cut where they are, so a loop ends. */
const maxChain = 16;

/** A reply that says no more than its code. */
export function bareReply(rcode: Rcode): Reply {
  return { rcode, authoritative: false, answers: [], authorities: [], additionals: [] };
}

function isRecordType(type: string): type is RecordType {
  return recordTypes.has(type);
}

function recordsFor(index: ZoneIndex, { name, type }: Question): readonly AnyRecord[] {
  if (type === 'ANY') return index.findAll(name);
  return isRecordType(type) ? index.find(name, type) : [];
}

/** The name at the end of the CNAME chain, and the chain. */
function followAliases(
  index: ZoneIndex,
  question: Question,
): { readonly name: string; readonly chain: readonly AnyRecord[] } {
  const chain: AnyRecord[] = [];
  let name = question.name;
  if (question.type === 'CNAME' || question.type === 'ANY') return { name, chain };
  while (chain.length < maxChain) {
    const [alias] = index.find(name, 'CNAME');
    if (alias === undefined) break;
    chain.push(alias);
    name = alias.target;
  }
  return { name, chain };
}

/** The addresses in this zone of the SRV targets, each target once. */
function additionalsOf(index: ZoneIndex, answers: readonly AnyRecord[]): readonly AnyRecord[] {
  const targets = new Set(answers.flatMap((record) => (record.type === 'SRV' ? [record.target] : [])));
  return [...targets].flatMap((target) => [...index.find(target, 'A'), ...index.find(target, 'AAAA')]);
}

/** RFC 2308: the SOA with the lesser of its own TTL and its minimum. */
function negativeAuthority(index: ZoneIndex): readonly AnyRecord[] {
  const soa = soaOf(index.zone);
  return [{ ...soa, ttlSeconds: Math.min(soa.ttlSeconds, soa.negativeTtlSeconds) }];
}

/** The name does not exist, whatever the zone says. */
export function absentReply(index: ZoneIndex): Reply {
  return { ...bareReply('NXDOMAIN'), authoritative: true, authorities: negativeAuthority(index) };
}

/** Answers from the zone; names outside it are refused. O(records of the answer). */
export function replyTo(index: ZoneIndex, question: Question): Reply {
  if (!index.isInZone(question.name)) return bareReply('REFUSED');
  const { name, chain } = followAliases(index, question);
  const found = recordsFor(index, { name, type: question.type });
  const answers = [...chain, ...found];
  const isComplete = found.length > 0 || !index.isInZone(name);
  return {
    rcode: index.exists(name) || !index.isInZone(name) ? 'NOERROR' : 'NXDOMAIN',
    authoritative: true,
    answers,
    authorities: isComplete ? [] : negativeAuthority(index),
    additionals: additionalsOf(index, answers),
  };
}
