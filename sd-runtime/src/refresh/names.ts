/**
 * From pools to the names to ask: pools that share a name share its question.
 */
import type { PoolToAsk } from '@spcs-sd/core';

export interface NameToAsk {
  readonly pools: readonly string[];
  /** One pool's knowledge of a name is every pool's. */
  gaveSrv: boolean;
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

/**
 * Brings the names of `before` up to `after`, where no more has happened than that names gave SRV: that
 * comes with the first answer of each, and making all names anew for each would take more and more of
 * the time the more there are. False where more has happened; then nothing counts that it did. O(n).
 */
export function learned(
  names: ReadonlyMap<string, NameToAsk>,
  before: readonly PoolToAsk[],
  after: readonly PoolToAsk[],
): boolean {
  if (before.length !== after.length) return false;
  for (const [index, ask] of after.entries()) {
    const was = before[index];
    if (was === undefined || was.pool !== ask.pool || was.endpoint !== ask.endpoint) return false;
    if (was.gaveSrv === ask.gaveSrv) continue;
    const name = names.get(ask.endpoint);
    if (was.gaveSrv || name === undefined) return false;
    name.gaveSrv = true;
  }
  return true;
}
