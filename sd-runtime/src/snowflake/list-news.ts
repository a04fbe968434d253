/**
 * What is worth telling of a list besides the list itself: how it came about, and who is not on it.
 */
import type { Pool } from '@spcs-sd/core';
import { withHyphens } from './endpoint-memory.ts';
import type { EmitSnowflake } from './event.ts';
import type { News } from './news.ts';
import type { NamedList } from './pool-names.ts';
import type { ShownList } from './shown-list.ts';

export interface ListStory {
  readonly named: NamedList;
  /** Undefined: not asked for, or not to be had. */
  readonly shown: ShownList | undefined;
  /** Before the filter. */
  readonly pools: readonly Pool[];
  /** After it. */
  readonly kept: readonly Pool[];
  /** Undefined: there is no filter. */
  readonly currentRole: string | undefined;
}

/** O(n). */
export function tellList(
  { named, shown, pools, kept, currentRole }: ListStory,
  emit: EmitSnowflake,
  news: News,
): void {
  emit({
    kind: 'pools-named',
    mode: named.told === undefined ? 'show_compute_pools' : 'monitor_endpoints',
    pools: named.pools.length,
    described: pools.filter(({ metadata }) => metadata !== undefined).length,
  });
  const unnamed = shown === undefined ? [] : unnamedOf(named, shown);
  news.tell('unnamed', unnamed.length === 0 ? [] : [{ kind: 'pools-unnamed', pools: unnamed }]);
  if (currentRole === undefined) return;
  const names = new Set(kept.map(({ name }) => name));
  const dropped = pools.map(({ name }) => name).filter((name) => !names.has(name));
  news.tell(
    'filtered',
    dropped.length === 0 ? [] : [{ kind: 'pools-filtered', pools: dropped, currentRole }],
  );
}

/** Pools that the role may see and that the function does not name, in lower case. */
function unnamedOf({ told }: NamedList, { pools }: ShownList): readonly string[] {
  if (told === undefined) return [];
  const names = new Set(told.map(({ name }) => name));
  return pools
    .map(({ name }) => name.toLowerCase())
    .filter((name) => !names.has(name) && !names.has(withHyphens(name)));
}
