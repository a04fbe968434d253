/**
 * Joins the pools' names with what SHOW COMPUTE POOLS says of them. Pure.
 */
import { isKeptByPlugin, type Pool } from '@spcs-sd/core';
import type { NamedPool } from './endpoint-cell.ts';
import { uniqueByHyphens, withHyphens } from './endpoint-memory.ts';
import type { ShownPool } from './pool-rows.ts';

/** A pool that SHOW does not name has no metadata, and keeps what it had. O(n). */
export function joinMetadata(named: readonly NamedPool[], shown: readonly ShownPool[]): readonly Pool[] {
  const lower = shown.map(({ name, metadata }) => ({ name: name.toLowerCase(), metadata }));
  const exact = new Map(lower.map((pool) => [pool.name, pool]));
  const taken = new Set(named.map(({ name }) => name));
  const byHyphens = uniqueByHyphens(lower.filter(({ name }) => name.includes('_') && !taken.has(name)));
  return named.map(({ name, endpoint }): Pool => {
    const found = exact.get(name) ?? byHyphens.get(withHyphens(name));
    return found === undefined ? { name, endpoint } : { name, endpoint, metadata: found.metadata };
  });
}

/** How the function writes an underscore of a pool's name; undefined when no pool tells. O(n). */
export function underscoreOf(told: readonly NamedPool[], shown: readonly ShownPool[]): '_' | '-' | undefined {
  const named = new Set(told.map(({ name }) => name));
  const names = shown.map(({ name }) => name.toLowerCase());
  const all = new Set(names);
  for (const name of names) {
    if (!name.includes('_')) continue;
    if (named.has(name)) return '_';
    const other = withHyphens(name);
    if (named.has(other) && !all.has(other)) return '-';
  }
  return undefined;
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
