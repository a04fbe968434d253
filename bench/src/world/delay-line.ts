/**
 * Hands on what it is given in the same order, each a fixed time later.
 *
 * One timer for all: whatever waits is due in the order in which it came. Timers count whole milliseconds
 * and may come a little early, so what is nearly due goes along.
 */

/** In milliseconds. */
const nearly = 0.2;

export interface DelayLine<T> {
  readonly put: (item: T) => void;
  /** Drops what waits. */
  readonly clear: () => void;
}

export function createDelayLine<T>(delayMs: number, deliver: (item: T) => void): DelayLine<T> {
  let waiting: { readonly item: T; readonly dueMs: number }[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    timer = undefined;
    const nowMs = performance.now() + nearly;
    const firstLater = waiting.findIndex(({ dueMs }) => dueMs > nowMs);
    const due = firstLater === -1 ? waiting : waiting.slice(0, firstLater);
    waiting = firstLater === -1 ? [] : waiting.slice(firstLater);
    for (const { item } of due) deliver(item);
    arm();
  };
  const arm = (): void => {
    const [first] = waiting;
    if (first !== undefined) timer ??= setTimeout(flush, first.dueMs - performance.now());
  };

  return {
    put: (item) => {
      waiting.push({ item, dueMs: performance.now() + delayMs });
      arm();
    },
    clear: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
    },
  };
}
