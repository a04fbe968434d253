/**
 * From pools to the names to ask: pools that share a name share its question.
 */
import type { PoolToAsk } from '@spcs-sd/core';

export interface NameToAsk {
  readonly pools: readonly string[];
  /** One pool's knowledge of a name is every pool's. */
  readonly gaveSrv: boolean;
}

/** By endpoint. O(n). */
export function namesToAsk(asks: readonly PoolToAsk[]): ReadonlyMap<string, NameToAsk> {
  const names = new Map<string, NameToAsk>();
  for (const { pool, endpoint, gaveSrv } of asks) {
    const known = names.get(endpoint);
    const pools = known === undefined ? [pool] : [...known.pools, pool];
    names.set(endpoint, { pools, gaveSrv: gaveSrv || known?.gaveSrv === true });
  }
  return names;
}
