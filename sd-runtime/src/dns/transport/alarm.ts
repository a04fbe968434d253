/**
 * One timer for many deadlines: it is set for the earliest, and whoever rings looks which are over.
 *
 * Questions come and go by the thousand and hardly one is ever late. A timer for each would be set and
 * cleared for nothing.
 */

export interface Alarm {
  /** Rings at `dueMs` at the latest, on the clock of `performance.now()`. It may ring for nothing. */
  by(dueMs: number): void;
  /** Forgets all deadlines. */
  stop(): void;
}

/** `ring` deals with what is due by `nowMs` and says when to ring next; Infinity for never. */
export function createAlarm(ring: (nowMs: number) => number): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let setForMs = Infinity;
  const by = (dueMs: number): void => {
    if (dueMs >= setForMs) return;
    clearTimeout(timer);
    setForMs = dueMs;
    // Timers count whole milliseconds: rounded up, what is due is over when it rings.
    timer = setTimeout(rung, Math.max(0, Math.ceil(dueMs - performance.now())));
  };
  const rung = (): void => {
    setForMs = Infinity;
    by(ring(performance.now()));
  };
  return {
    by,
    stop: () => {
      clearTimeout(timer);
      setForMs = Infinity;
    },
  };
}
