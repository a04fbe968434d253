/**
 * Waits until what was started can be used.
 */
import { setTimeout as wait } from 'node:timers/promises';

/** Between two looks, in milliseconds. */
const pauseMs = 50;
const boundMs = 30_000;

/** Looks until `isReady` says so. Rejects after half a minute, and when `signal` aborts. */
export async function untilReady(
  what: string,
  isReady: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + boundMs;
  while (!(await isReady())) {
    if (performance.now() > endMs) throw new Error(`${what} was not ready after ${boundMs / 1000} s`);
    await wait(pauseMs, undefined, { signal });
  }
}

/** Whether a URL answers with a status of success. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
