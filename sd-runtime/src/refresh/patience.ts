/**
 * How long a question may hold its slot while others wait for one.
 *
 * Thousands of names that fall silent together would each hold a slot until their time-out, and
 * the healthy names behind them would be late. So a question that is much slower than answers
 * usually are gives up its slot and is asked again among the failing names, which have their own
 * slots and all the time they need. Pure, but for the average it keeps.
 */

/** Below this nobody is slow: a resolver asks across an ocean in less. */
const leastMs = 1000;

/** So many times the usual wait is not usual any more. */
const factor = 4;

/** The weight of the newest answer in the average. */
const weight = 0.1;

export interface Patience {
  /** An answer took this long. */
  observe(durationMs: number): void;
  currentMs(): number;
}

export function createPatience(): Patience {
  let usualMs = 0;
  return {
    observe(durationMs) {
      usualMs += weight * (durationMs - usualMs);
    },
    currentMs: () => Math.max(leastMs, factor * usualMs),
  };
}
