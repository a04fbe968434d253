/**
 * What an error of `node:dns` means for a lookup. Source: nodejs.org/api/dns.html, error codes.
 */
import type { AbsentOutcome, UnknownOutcome, UnknownWhy } from '@spcs-sd/core';

const whyOf: Readonly<Record<string, UnknownWhy>> = {
  ESERVFAIL: 'servfail',
  EREFUSED: 'refused',
  ENOTIMP: 'notimp',
  ETIMEOUT: 'timeout',
  ECONNREFUSED: 'unreachable',
  EBADRESP: 'malformed',
  EBADNAME: 'malformed',
  ECANCELLED: 'not-asked',
};

/** The resolver hides the TTL and how the answer travelled. */
export const hidden = { transport: 'system', ttlSeconds: null } as const;

export function outcomeOfError(error: unknown): AbsentOutcome | UnknownOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND') return { kind: 'absent', why: 'nxdomain', doubtful: false, ...hidden };
  if (code === 'ENODATA') return { kind: 'absent', why: 'nodata', doubtful: false, ...hidden };
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'unknown', why: whyOf[code] ?? 'other', detail };
}

/**
 * For an answer without the asked records that is no ENODATA either: records of other types only.
 * Honest aliases that lead to nothing look the same, so it counts as none, but as a doubtful none.
 */
export const otherTypesOnly: AbsentOutcome = { kind: 'absent', why: 'nodata', doubtful: true, ...hidden };
