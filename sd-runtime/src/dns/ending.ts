/**
 * When a lookup must end: its deadline, its caller's signal, or the end of everything.
 *
 * One listener on the signal serves all questions of a lookup.
 */

/** What can end a lookup before its deadline. */
export interface Ending {
  /** On the clock of `performance.now()`. */
  readonly deadlineMs: number;
  /** True as soon as it was cancelled. */
  readonly cancelled: boolean;
  /** Calls back on cancellation. Returns how to forget that. */
  onCancel(callback: () => void): () => void;
}

export interface OwnedEnding extends Ending {
  cancel(): void;
}

export function createEnding(deadlineMs: number): OwnedEnding {
  const callbacks = new Set<() => void>();
  let cancelled = false;
  return {
    deadlineMs,
    get cancelled() {
      return cancelled;
    },
    onCancel: (callback) => {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    cancel: () => {
      cancelled = true;
      for (const callback of callbacks) callback();
      callbacks.clear();
    },
  };
}

/** Milliseconds until the deadline, 0 when it is over or the lookup was cancelled. */
export function remainingMs(ending: Ending): number {
  return ending.cancelled ? 0 : Math.max(0, ending.deadlineMs - performance.now());
}
