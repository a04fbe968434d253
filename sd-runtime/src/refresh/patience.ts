/**
 * How long a question may hold its slot while others wait for one.
 *
 * Thousands of names that fall silent together would each hold a slot until their time-out, and
 * the healthy names behind them would be late. So a question that is much slower than answers
 * usually are gives up its slot and is asked again among the failing names, which have their own
 * slots and all the time they need. While the process stands still no answer can come, so that time
 * does not count. Pure, but for the average and the standstills it keeps.
 */

/** Below this nobody is slow: a resolver asks across an ocean in less. */
const leastMs = 1000;

/** So many times the usual wait is not usual any more. */
const factor = 4;

/** The weight of the newest answer in the average. */
const weight = 0.1;

export interface Patience {
  /** The time in which answers could come, at `nowMs`: `nowMs` without the standstills. */
  liveMs(nowMs: number): number;
  /** The process stood still for so long. */
  stoodStill(forMs: number): void;
  /** An answer took this long, in live time. */
  observe(durationMs: number): void;
  /** When a question becomes too slow that started at this live time, if nothing stands still until then. */
  endMs(startedLiveMs: number): number;
}

export function createPatience(): Patience {
  let usualMs = 0;
  let stoodStillMs = 0;
  return {
    liveMs: (nowMs) => nowMs - stoodStillMs,
    stoodStill(forMs) {
      stoodStillMs += forMs;
    },
    observe(durationMs) {
      usualMs += weight * (durationMs - usualMs);
    },
    endMs: (startedLiveMs) => startedLiveMs + stoodStillMs + Math.max(leastMs, factor * usualMs),
  };
}
