/**
 * Time that passes only when a test says so. Timers run in order, and between two of them
 * everything that was promised comes to pass.
 */
import type { Clock } from '../ports.ts';
import { createDueQueue } from '../refresh/due-queue.ts';

export interface FakeClock extends Clock {
  /** Lets `ms` pass. */
  advance(ms: number): Promise<void>;
  /** Lets time pass until `condition` holds; fails after `withinMs`. */
  advanceUntil(condition: () => boolean, withinMs: number): Promise<void>;
  /** Time passes and no timer runs, as when the process is stopped. */
  freeze(ms: number): void;
  timers(): number;
}

/** Everything that waits for no timer is done when this returns. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createFakeClock(startMs = 1_000_000): FakeClock {
  const wallAheadMs = 1_700_000_000_000;
  const queue = createDueQueue();
  const callbacks = new Map<string, () => void>();
  let nowMs = startMs;
  let ids = 0;

  const runNext = async (untilMs: number): Promise<boolean> => {
    const dueMs = queue.firstDueMs();
    const id = queue.takeDue(untilMs);
    if (id === undefined) return false;
    nowMs = Math.max(nowMs, dueMs);
    const callback = callbacks.get(id);
    callbacks.delete(id);
    callback?.();
    await settled();
    return true;
  };

  return {
    nowMs: () => nowMs,
    wallMs: () => wallAheadMs + nowMs,
    after(delayMs, callback) {
      const id = String(ids++);
      queue.set(id, nowMs + Math.max(0, delayMs));
      callbacks.set(id, callback);
      return () => {
        queue.delete(id);
        callbacks.delete(id);
      };
    },
    async advance(ms) {
      const endMs = nowMs + ms;
      await settled();
      while (await runNext(endMs));
      nowMs = endMs;
    },
    async advanceUntil(condition, withinMs) {
      const endMs = nowMs + withinMs;
      await settled();
      while (!condition()) {
        if (!(await runNext(endMs))) throw new Error(`the condition did not come within ${withinMs} ms`);
      }
    },
    freeze(ms) {
      nowMs += ms;
    },
    timers: () => callbacks.size,
  };
}
