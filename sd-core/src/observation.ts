/**
 * What was observed of the outside world, and when: the only input that changes the state.
 */
import type { PoolOutcome } from './answer.ts';
import type { Pool } from './pool.ts';

/**
 * A pool list that was read whole.
 *
 * `operator`: written by a person (static, file); a removal in it is their will and applies at once.
 * `service`: reported by a service, which may be wrong for a while.
 */
export interface KnownList {
  readonly kind: 'known';
  readonly origin: 'operator' | 'service';
  readonly pools: readonly Pool[];
}

/** Why a list is not known, in the few words that metrics and alerts can count. */
export const listFailureReasons = [
  /** A token, key or password is not there or of no use. */
  'credentials',
  /** The service does not accept them. */
  'unauthorized',
  /** The service understood the question and refused it. */
  'refused',
  'rate-limited',
  'server-error',
  'timeout',
  'unreachable',
  /** A file cannot be read. */
  'unreadable',
  /** What was read is no list. */
  'malformed',
  /** An answer or list that is larger than a limit of ours. */
  'limit',
  'other',
] as const;

export type ListFailureReason = (typeof listFailureReasons)[number];

/** The list could not be read; `why` is a sentence for people. */
export interface UnknownList {
  readonly kind: 'unknown';
  readonly why: string;
  /** Absent: `other`. */
  readonly reason?: ListFailureReason;
}

export type ListOutcome = KnownList | UnknownList;

export interface ListObservation {
  readonly of: 'list';
  readonly observedAtMs: number;
  readonly outcome: ListOutcome;
}

export interface PoolObservation {
  readonly of: 'pool';
  /** The pool's name in lower case, as `poolsToAsk` gives it. */
  readonly pool: string;
  readonly observedAtMs: number;
  readonly outcome: PoolOutcome;
}

/** What is not among the observations was not asked. Times share the monotonic clock of `nowMs`. */
export type Observation = ListObservation | PoolObservation;
