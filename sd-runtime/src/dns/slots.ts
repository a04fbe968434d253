/**
 * How many questions may be under way at once. The rest wait in order, until their own deadline.
 */
import { remainingMs, type Ending } from './ending.ts';

export interface Slots {
  /** True with a slot, which must be released; false when the lookup ended first. */
  acquire(ending: Ending): boolean | Promise<boolean>;
  release(): void;
}

export function createSlots(limit: number): Slots {
  let free = limit;
  // A Set keeps the order of arrival and forgets in constant time.
  const waiting = new Set<() => void>();
  const wait = (ending: Ending): Promise<boolean> =>
    new Promise((resolve) => {
      const settle = (got: boolean): void => {
        clearTimeout(timer);
        forget();
        waiting.delete(take);
        resolve(got);
      };
      const take = (): void => settle(true);
      const giveUp = (): void => settle(false);
      const forget = ending.onCancel(giveUp);
      const timer = setTimeout(giveUp, remainingMs(ending));
      waiting.add(take);
    });
  return {
    acquire: (ending) => {
      if (remainingMs(ending) === 0) return false;
      if (free === 0) return wait(ending);
      free -= 1;
      return true;
    },
    release: () => {
      const [next] = waiting;
      // The slot goes straight to the next one, so that nobody overtakes.
      if (next === undefined) free += 1;
      else next();
    },
  };
}
