/**
 * Waiting, but not for ever.
 */

export type Waited = 'done' | 'too-late' | 'aborted';

/** Whatever comes first; the timer ends with it. */
export async function waitFor(event: Promise<void>, withinMs: number, signal: AbortSignal): Promise<Waited> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Waited>((resolve) => {
    timer = setTimeout(() => resolve('too-late'), withinMs);
  });
  let onAbort = (): void => undefined;
  const aborted = new Promise<Waited>((resolve) => {
    onAbort = () => resolve('aborted');
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([event.then((): Waited => 'done'), tooLate, aborted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
