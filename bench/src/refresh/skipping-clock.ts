/**
 * A clock that can skip time: what waits for it is due at once, so that nobody waits for an interval.
 */
import type { Clock } from '@spcs-sd/runtime';

export interface SkippingClock extends Clock {
  /** Everything that is due by then is called, in the order in which it is due. */
  readonly skip: (ms: number) => void;
}

interface Waiting {
  readonly dueMs: number;
  readonly call: () => void;
}

export function createSkippingClock(): SkippingClock {
  let skippedMs = 0;
  const waiting = new Set<Waiting>();
  const nowMs = (): number => performance.now() + skippedMs;

  const after = (delayMs: number, callback: () => void): (() => void) => {
    const call = (): void => {
      cancel();
      callback();
    };
    const one = { dueMs: nowMs() + delayMs, call };
    const timer = setTimeout(call, delayMs);
    const cancel = (): void => {
      waiting.delete(one);
      clearTimeout(timer);
    };
    waiting.add(one);
    return cancel;
  };

  return {
    nowMs,
    wallMs: () => Date.now() + skippedMs,
    after,
    skip: (ms) => {
      skippedMs += ms;
      const due = [...waiting].filter(({ dueMs }) => dueMs <= nowMs());
      // A call may cancel another that is due.
      for (const one of due.toSorted((a, b) => a.dueMs - b.dueMs)) if (waiting.has(one)) one.call();
    },
  };
}
