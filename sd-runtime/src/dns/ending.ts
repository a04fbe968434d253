/**
 * When a lookup must end: its deadline, its caller's signal, or the end of everything.
 *
 * Plain data with functions around it: there is one for every lookup, and methods of its own would be
 * made anew for each.
 */

export interface Ending {
  /** On the clock of `performance.now()`. */
  readonly deadlineMs: number;
  /** Its abort cancels the lookup. */
  readonly signal: AbortSignal;
  /** True as soon as it was cancelled; set by `cancel` alone. */
  cancelled: boolean;
  /** Whom to call then; undefined until somebody wants to know. */
  callbacks: Set<() => void> | undefined;
}

export function createEnding(deadlineMs: number, signal: AbortSignal): Ending {
  return { deadlineMs, signal, cancelled: false, callbacks: undefined };
}

export function cancel(ending: Ending): void {
  ending.cancelled = true;
  for (const callback of ending.callbacks ?? []) callback();
  ending.callbacks = undefined;
}

/** Calls back on cancellation, unless `offCancel` comes first. */
export function onCancel(ending: Ending, callback: () => void): void {
  ending.callbacks ??= new Set();
  ending.callbacks.add(callback);
}

export function offCancel(ending: Ending, callback: () => void): void {
  ending.callbacks?.delete(callback);
}

/** Milliseconds until the deadline, 0 when it is over or the lookup was cancelled. */
export function remainingMs(ending: Ending, nowMs: number): number {
  return ending.cancelled ? 0 : Math.max(0, ending.deadlineMs - nowMs);
}
