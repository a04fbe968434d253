/**
 * A statement's time: the caller's signal and a deadline as one.
 */
import type { Clock } from '../../ports.ts';

export interface Deadline {
  /** Aborts when the caller stops or the time is over. */
  readonly signal: AbortSignal;
  /** The time is over; otherwise it was the caller. */
  isOver(): boolean;
  /** Frees the timer and the listener. */
  end(): void;
}

export function startDeadline(clock: Clock, ms: number, caller: AbortSignal): Deadline {
  const own = new AbortController();
  let over = false;
  const stop = (): void => own.abort();
  const cancel = clock.after(ms, () => {
    over = true;
    stop();
  });
  if (caller.aborted) stop();
  else caller.addEventListener('abort', stop, { once: true });
  return {
    signal: own.signal,
    isOver: () => over,
    end: () => {
      cancel();
      caller.removeEventListener('abort', stop);
    },
  };
}
