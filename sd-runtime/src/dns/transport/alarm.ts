/**
 * One timer for many deadlines: it is set for the earliest, and whoever rings looks which are over.
 *
 * Questions come and go by the thousand and hardly one is ever late. A timer for each would be set and
 * cleared for nothing.
 *
 * When the process was held up, timers run before anything is read, and answers that have long been there
 * would count as late: then it first lets everything be read.
 */

export interface Alarm {
  /** Rings at `dueMs` at the latest, on the clock of `performance.now()`. It may ring for nothing. */
  by(dueMs: number): void;
  /** Forgets all deadlines. */
  stop(): void;
}

/** Nobody is punctual to the millisecond. */
const heldUpMs = 20;
/** Node reads at most 32 datagrams of a socket in one turn of the event loop. */
const turnsToRead = 8;

/** `ring` deals with what is due by `nowMs` and says when to ring next; Infinity for never. */
export function createAlarm(ring: (nowMs: number) => number): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let setForMs = Infinity;
  let reading: NodeJS.Immediate | undefined;
  const by = (dueMs: number): void => {
    if (dueMs >= setForMs) return;
    clearTimeout(timer);
    setForMs = dueMs;
    // Timers count whole milliseconds: rounded up, what is due is over when it rings.
    timer = setTimeout(rung, Math.max(0, Math.ceil(dueMs - performance.now())));
  };
  const rung = (): void => {
    const isHeldUp = performance.now() - setForMs >= heldUpMs;
    setForMs = Infinity;
    ringAfter(isHeldUp ? turnsToRead : 0);
  };
  const ringAfter = (turns: number): void => {
    if (turns > 0) reading = setImmediate(() => ringAfter(turns - 1));
    else by(ring(performance.now()));
  };
  return {
    by,
    stop: () => {
      clearTimeout(timer);
      clearImmediate(reading);
      setForMs = Infinity;
    },
  };
}
