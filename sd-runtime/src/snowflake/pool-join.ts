/**
 * Joins the pools' names with what SHOW COMPUTE POOLS says of them. Pure.
 */
import { isKeptByPlugin, type Pool } from '@spcs-sd/core';
import type { NamedPool } from './endpoint-cell.ts';
import { uniqueByHyphens, withHyphens } from './endpoint-memory.ts';
import type { ShownPool } from './pool-rows.ts';

export interface Joined {
  readonly pools: readonly Pool[];
  /** How the endpoints write an underscore of a pool's name; absent when no pool tells. */
  readonly underscore?: '_' | '-';
}

/** A pool that SHOW does not name has no metadata, and keeps what it had. O(n). */
export function joinMetadata(named: readonly NamedPool[], shown: readonly ShownPool[]): Joined {
  const lower = shown.map(({ name, metadata }) => ({ name: name.toLowerCase(), metadata }));
  const exact = new Map(lower.map((pool) => [pool.name, pool]));
  const taken = new Set(named.map(({ name }) => name));
  const byHyphens = uniqueByHyphens(lower.filter(({ name }) => name.includes('_') && !taken.has(name)));
  let underscore: Joined['underscore'];
  const pools = named.map(({ name, endpoint }): Pool => {
    const same = exact.get(name);
    const found = same ?? byHyphens.get(withHyphens(name));
    if (found?.name.includes('_') === true) underscore = endpoint.includes(found.name) ? '_' : '-';
    return found === undefined ? { name, endpoint } : { name, endpoint, metadata: found.metadata };
  });
  return underscore === undefined ? { pools } : { pools, underscore };
}

/** The plugin's filter, where it is set: active, and of the current role. */
export function filtered(pools: readonly Pool[], currentRole: string | undefined): readonly Pool[] {
  if (currentRole === undefined) return pools;
  return pools.filter(({ metadata }) => metadata !== undefined && isKeptByPlugin(metadata, currentRole));
}

/** Without metadata, so that the core keeps the last. */
export function withoutMetadata(named: readonly NamedPool[]): readonly Pool[] {
  return named.map(({ name, endpoint }) => ({ name, endpoint }));
}
