/**
 * How long to wait before the same again. Pure: randomness is an argument.
 *
 * Snowflake documents no Retry-After. Jitter keeps clients that failed together from coming back so.
 */
import type { Random } from '../../refresh/due-time.ts';

const firstMs = 500;
const longestMs = 8000;

/** Before the `attempt`th repetition, from 1: doubling, and of that the upper half at random. */
export function backOffMs(attempt: number, random: Random): number {
  const fullMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 10));
  return fullMs * (0.5 + 0.5 * random());
}

/** Before the `look`th look at a statement that runs, from 1: soon at first, then every few seconds. */
export function pollMs(look: number, random: Random): number {
  return backOffMs(look, random) / 2;
}
