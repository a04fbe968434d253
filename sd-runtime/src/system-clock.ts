/**
 * The machine's clock.
 */
import type { Clock } from './ports.ts';

/** Node turns a longer delay into 1 ms. */
const longestDelayMs = 2 ** 31 - 1;

/**
 * `nowMs` never goes back and does not follow the wall clock when that is set. A process that was
 * stopped finds it moved on; a machine that slept finds it where it was.
 */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(longestDelayMs, Math.max(0, delayMs)));
    return () => clearTimeout(timer);
  },
};
