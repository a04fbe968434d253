/**
 * How long a question may hold its slot while others wait for one.
 *
 * Thousands of names that fall silent together would each hold a slot until their time-out, and
 * the healthy names behind them would be late. So a question that is much slower than answers
 * usually are gives up its slot and is asked again among the failing names, which have their own
 * slots and all the time they need. No answer can be read while the process stands still, so part of
 * that time must be other time. Pure, but for the average and the standstills it keeps.
 */

/** Below this nobody is slow: a resolver asks across an ocean in less. */
const leastMs = 1000;

/** So many times the usual wait is not usual any more. */
const factor = 4;

/** This part of it, at least, the process must not have stood still. */
const liveShare = 1 / factor;

/** The weight of the newest answer in the average. */
const weight = 0.1;

/** When a question started; `stoodStillMs`: how long the process had stood still in all by then. */
export interface Start {
  readonly atMs: number;
  readonly stoodStillMs: number;
}

export interface Patience {
  start(nowMs: number): Start;
  /** The process stood still for so long. */
  stoodStill(forMs: number): void;
  /** The answer to a question came. */
  observe(start: Start, nowMs: number): void;
  /** When the question becomes too slow. Never sooner for one that started later. */
  endMs(start: Start): number;
}

export function createPatience(): Patience {
  let usualMs = 0;
  let stoodStillMs = 0;
  const stoodStillSince = (start: Start): number => stoodStillMs - start.stoodStillMs;
  return {
    start: (nowMs) => ({ atMs: nowMs, stoodStillMs }),
    stoodStill(forMs) {
      stoodStillMs += forMs;
    },
    observe(start, nowMs) {
      usualMs += weight * (nowMs - start.atMs - stoodStillSince(start) - usualMs);
    },
    endMs(start) {
      const patienceMs = Math.max(leastMs, factor * usualMs);
      return start.atMs + Math.max(patienceMs, stoodStillSince(start) + liveShare * patienceMs);
    },
  };
}
