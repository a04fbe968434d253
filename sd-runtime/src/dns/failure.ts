/**
 * What to say when every server failed.
 */
import type { UnknownOutcome, UnknownWhy } from '@spcs-sd/core';

/**
 * What each failure tells about the name, most telling first. A server that answered tells more
 * than a silent one, and "I do not do this" is believed only when nobody says "I am broken".
 */
const telling: readonly UnknownWhy[] = [
  'malformed',
  'servfail',
  'other',
  'limit',
  'refused',
  'notimp',
  'timeout',
  'unreachable',
  'not-asked',
];

/** The most telling of the failures; its detail names all of them once. At least one. */
export function joinFailures(failures: readonly UnknownOutcome[]): UnknownOutcome {
  const whys = new Set(failures.map(({ why }) => why));
  const why = telling.find((one) => whys.has(one)) ?? 'other';
  const details = new Set(failures.map(({ detail }) => detail ?? ''));
  return { kind: 'unknown', why, detail: [...details].filter(Boolean).join('; ') };
}
