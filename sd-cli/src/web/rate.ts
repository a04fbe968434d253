/**
 * A bucket of tokens: each request takes one, and one comes back each interval.
 *
 * Source: the exporter-toolkit's `rate_limit`.
 */
import type { RateLimit } from '../web-config/web-settings.ts';

/** Whether one more request is within the rate. `nowMs` of one monotonic clock. */
export type Rate = (nowMs: number) => boolean;

export function createRate({ intervalMs, burst }: RateLimit): Rate {
  let tokens = burst;
  let atMs: number | undefined;
  return (nowMs) => {
    tokens = Math.min(burst, tokens + (nowMs - (atMs ?? nowMs)) / intervalMs);
    atMs = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
