/**
 * Which pools the Snowflake plugin for Prometheus kept.
 *
 * Source: prometheus/prometheus pull request 13252, discovery/snowflake.
 */
import type { PoolMetadata } from './pool.ts';

/** Active, and owned by the role that asks; case does not matter. Unknown state or owner: not kept. */
export function isKeptByPlugin({ state, owner }: PoolMetadata, currentRole: string): boolean {
  return equalFold(state, 'active') && equalFold(owner, currentRole);
}

function equalFold(a: string | undefined, b: string): boolean {
  return a !== undefined && a.toLowerCase() === b.toLowerCase();
}
