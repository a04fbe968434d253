/**
 * What the operating system tells the program: end, or read the configuration again.
 */

export interface Signals {
  /** Aborts at the first SIGINT or SIGTERM; a second one ends the process at once. */
  readonly ended: AbortSignal;
  /** Calls back at each SIGHUP until the end; without it SIGHUP ends the process, as the system does. */
  onReload(reload: () => void): void;
  /** The process reacts to signals as before. */
  release(): void;
}

const endSignals = ['SIGINT', 'SIGTERM'] as const;

export function listenForSignals(): Signals {
  const controller = new AbortController();
  const undo: (() => void)[] = [];
  const end = (): void => {
    // The system's own reaction comes back: whoever is impatient sends it twice.
    for (const name of endSignals) process.off(name, end);
    controller.abort();
  };
  for (const name of endSignals) {
    process.on(name, end);
    undo.push(() => process.off(name, end));
  }
  return {
    ended: controller.signal,
    onReload(reload) {
      process.on('SIGHUP', reload);
      undo.push(() => process.off('SIGHUP', reload));
    },
    release: () => undo.forEach((off) => off()),
  };
}

/** Resolves when it aborts; at once when it has. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
