/**
 * What came of one fault: plain data, which processes can send to each other.
 */
import type { Tally } from '../watch/tally.ts';

export interface Ran {
  readonly kind: 'ran';
  /** The fault's name. */
  readonly fault: string;
  /** Targets that there were when it began. */
  readonly before: number;
  /** By reader. */
  readonly seen: ReadonlyMap<string, Tally>;
  /** From its beginning to its signs; undefined when they did not come. */
  readonly noticeMs: number | undefined;
  /** From its end until all is well and said. */
  readonly recoverMs: number | undefined;
  /** Sentences; none when all went as it must. */
  readonly problems: readonly string[];
}

export type Outcome =
  | Ran
  /** It cannot run here, and why. */
  | { readonly kind: 'skipped'; readonly fault: string; readonly why: string }
  /** It did not come to an end. */
  | { readonly kind: 'broken'; readonly fault: string; readonly why: string };

/** Targets that any reader missed, or was ever given too much. */
export function unionOf(seen: ReadonlyMap<string, Tally>, of: 'lost' | 'invented'): ReadonlySet<string> {
  return new Set([...seen.values()].flatMap((tally) => [...tally[of]]));
}
