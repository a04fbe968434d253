/**
 * Waits for a condition with a bound, also outside a test run.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const intervalMs = 10;

/** Asks again while `attempt` throws or rejects; after `timeoutMs` its last error is thrown. */
export async function until<T>(attempt: () => T | Promise<T>, timeoutMs: number): Promise<T> {
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
