/**
 * Waits for a condition with a bound, also outside a test run.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again while `attempt` throws or rejects; after `timeoutMs` its last error is thrown. */
export async function until<T>(
  attempt: () => T | Promise<T>,
  timeoutMs: number,
  intervalMs = 10,
): Promise<T> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() >= endMs) throw error;
    }
    await sleep(intervalMs);
  }
}
