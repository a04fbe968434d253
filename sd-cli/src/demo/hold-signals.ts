/**
 * Keeps signals from ending this process before its children have ended.
 *
 * The children are in process groups of their own: a signal's usual effect here would leave them running.
 */

export interface HeldSignals {
  /** Aborts when the terminal is closed (SIGHUP). */
  readonly hungUp: AbortSignal;
  /** The process reacts to signals as before. */
  release(): void;
}

/** `onImpatience` is called when the end is asked for again: whoever waits wants it now. */
export function holdSignals(onImpatience: () => void): HeldSignals {
  const hangUp = new AbortController();
  let asked = 0;
  const ask = (): void => {
    asked += 1;
    if (asked > 1) onImpatience();
  };
  const hungUp = (): void => {
    hangUp.abort();
    ask();
  };
  process.on('SIGINT', ask).on('SIGTERM', ask).on('SIGHUP', hungUp);
  return {
    hungUp: hangUp.signal,
    release: () => void process.off('SIGINT', ask).off('SIGTERM', ask).off('SIGHUP', hungUp),
  };
}
