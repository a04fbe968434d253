/**
 * How many questions may be under way at once. The rest wait in order, until their own deadline.
 */
import { offCancel, onCancel, remainingMs, type Ending } from './ending.ts';

export interface Slots {
  /**
   * Calls back with true and a slot, which must be released; with false when the lookup ended first.
   * At once when a slot is free.
   */
  take(ending: Ending, callback: (got: boolean) => void): void;
  release(): void;
}

/** Timers know no shorter time. */
const leastMs = 1;

export function createSlots(limit: number): Slots {
  let free = limit;
  // A Set keeps the order of arrival and forgets in constant time.
  const waiting = new Set<() => boolean>();
  const wait = (ending: Ending, leftMs: number, callback: (got: boolean) => void): void => {
    const settle = (got: boolean): void => {
      clearTimeout(timer);
      offCancel(ending, giveUp);
      waiting.delete(take);
      callback(got);
    };
    // Several deadlines end in one turn: whoever's is over, or is before any answer can come, has no use for it.
    const take = (): boolean => {
      const isInTime = remainingMs(ending, performance.now()) >= leastMs;
      settle(isInTime);
      return isInTime;
    };
    const giveUp = (): void => settle(false);
    const timer = setTimeout(giveUp, leftMs);
    onCancel(ending, giveUp);
    waiting.add(take);
  };
  return {
    take: (ending, callback) => {
      const leftMs = remainingMs(ending, performance.now());
      if (leftMs === 0) return callback(false);
      if (free === 0) return wait(ending, leftMs, callback);
      free -= 1;
      callback(true);
    },
    release: () => {
      // The slot goes straight to the next one, so that nobody overtakes.
      for (const take of waiting) if (take()) return;
      free += 1;
    },
  };
}
