/**
 * The names and endpoints by which pools are known, whichever statement names them.
 *
 * A pool keeps its name and endpoint when another statement names it: what changed is how we asked,
 * not the pool. Within one statement a new endpoint counts. Owns nothing but its memory.
 */
import { endpointOf } from '@spcs-sd/core';
import type { NamedPool } from './endpoint-cell.ts';
import type { EmitSnowflake, SnowflakeMode } from './event.ts';

export interface EndpointMemory {
  /** The pools of a whole list under the names that they are known by. O(n). */
  recall(mode: SnowflakeMode, listed: readonly NamedPool[]): readonly NamedPool[];
}

interface Known {
  readonly name: string;
  endpoint: string;
}

/** What one statement said of a pool, and which pool that is. */
interface Said {
  readonly pool: Known;
  endpoint: string;
}

/** Some megabytes. Past it, pools that are not listed any more are forgotten. */
const maxKnown = 50_000;

export function createEndpointMemory(emit: EmitSnowflake): EndpointMemory {
  const known = new Map<string, Known>();
  const said: Readonly<Record<SnowflakeMode, Map<string, Said>>> = {
    monitor_endpoints: new Map(),
    show_compute_pools: new Map(),
  };

  const meet = (mode: SnowflakeMode, listed: NamedPool, find: (name: string) => Known | undefined): Known => {
    const before = find(listed.name);
    if (before === undefined) {
      const pool = { ...listed };
      known.set(pool.name, pool);
      said[mode].set(listed.name, { pool, endpoint: listed.endpoint });
      return pool;
    }
    if (before.endpoint !== listed.endpoint) {
      const { name: pool, endpoint } = before;
      emit({ kind: 'endpoint-kept', pool, endpoint, other: listed.endpoint });
    }
    said[mode].set(listed.name, { pool: before, endpoint: listed.endpoint });
    return before;
  };

  return {
    recall(mode, listed) {
      if (known.size > maxKnown) forgetAllBut(listed, known, said);
      const find = finder(known, listed);
      return listed.map((entry) => {
        const again = said[mode].get(entry.name);
        if (again === undefined) return { ...meet(mode, entry, find) };
        if (again.endpoint !== entry.endpoint) {
          again.endpoint = entry.endpoint;
          again.pool.endpoint = entry.endpoint;
        }
        return { ...again.pool };
      });
    },
  };
}

/** Finds a known pool by its name, or by the name that DNS may have made of it. */
function finder(
  known: ReadonlyMap<string, Known>,
  listed: readonly NamedPool[],
): (name: string) => Known | undefined {
  const taken = new Set(listed.map(({ name }) => name));
  const others = uniqueByHyphens([...known.values()].filter(({ name }) => !taken.has(name)));
  return (name) => known.get(name) ?? others.get(withHyphens(name));
}

function forgetAllBut(
  listed: readonly NamedPool[],
  known: Map<string, Known>,
  said: Readonly<Record<SnowflakeMode, Map<string, Said>>>,
): void {
  const names = new Set(listed.map(({ name }) => name));
  for (const name of known.keys()) if (!names.has(name)) known.delete(name);
  for (const words of Object.values(said)) {
    for (const [name, { pool }] of words) if (!known.has(pool.name)) words.delete(name);
  }
}

/** The old suffix keeps underscores, services map them to hyphens, and of the new one nobody knows. */
export function withHyphens(name: string): string {
  return name.replaceAll('_', '-');
}

/** By name with hyphens, where that is one pool's alone. */
export function uniqueByHyphens<Item extends { readonly name: string }>(
  items: readonly Item[],
): ReadonlyMap<string, Item> {
  const found = new Map<string, Item | undefined>();
  for (const item of items) {
    const key = withHyphens(item.name);
    found.set(key, found.has(key) ? undefined : item);
  }
  return new Map([...found].flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const])));
}

/** The endpoint of a pool that only SHOW names. In the template `{pool-}` writes hyphens for underscores. */
export function builtEndpoint(name: string, template: string, hyphens: boolean): string {
  const label = hyphens || template.includes('{pool-}') ? withHyphens(name) : name;
  return endpointOf(label, template.replace('{pool-}', '{pool}'));
}
