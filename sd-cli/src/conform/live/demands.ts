/**
 * Sentences about what a list holds, to be demanded of each reading.
 */
import type { Demand, Hosts } from './observer.ts';

/** Exactly these hosts of each pool, and no other pool. */
export function exactly(wanted: Hosts): Demand {
  return (hosts) => {
    for (const pool of new Set([...wanted.keys(), ...hosts.keys()])) {
      const problem = difference(pool, wanted.get(pool) ?? nothing, hosts.get(pool) ?? nothing);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** Exactly these hosts of one pool; the others may have any. */
export function ofPool(pool: string, wanted: ReadonlySet<string>): Demand {
  return (hosts) => difference(pool, wanted, hosts.get(pool) ?? nothing);
}

/** At least these. */
export function atLeast(wanted: Hosts): Demand {
  return (hosts) => {
    for (const [pool, needed] of wanted) {
      const missing = [...needed].filter((host) => hosts.get(pool)?.has(host) !== true);
      if (missing.length > 0) return `${pool} lacks ${shown(missing)}`;
    }
    return undefined;
  };
}

const nothing: ReadonlySet<string> = new Set();

function difference(
  pool: string,
  wanted: ReadonlySet<string>,
  found: ReadonlySet<string>,
): string | undefined {
  const missing = [...wanted].filter((host) => !found.has(host));
  if (missing.length > 0) return `${pool} lacks ${shown(missing)}`;
  const undue = [...found].filter((host) => !wanted.has(host));
  return undue.length > 0 ? `${pool} has ${shown(undue)}, which it has no more` : undefined;
}

function shown(hosts: readonly string[]): string {
  const more = hosts.length - 3;
  return `${hosts.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
