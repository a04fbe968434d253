/**
 * The account as a pool list, in the format of `pools.file`. Pure.
 *
 * Source: the pool-list schema in `spec/`.
 */
import type { Account, SandboxPool } from './account.ts';
import { endpointOf, isDnsPool } from './dns-names.ts';

export interface PoolListEntry {
  readonly name: string;
  /** Absent where the name cannot be one in the DNS. */
  readonly endpoint?: string;
  readonly state: string;
  readonly owner: string;
  readonly instance_family: string;
  readonly active_nodes: number;
}

function entry(pool: SandboxPool): PoolListEntry {
  return {
    name: pool.name,
    ...(isDnsPool(pool) ? { endpoint: endpointOf(pool) } : {}),
    state: pool.state,
    owner: pool.owner,
    instance_family: pool.instanceFamily,
    active_nodes: pool.nodes.length,
  };
}

/** Every pool, in the account's order. */
export function poolList(account: Account): readonly PoolListEntry[] {
  return account.pools.map(entry);
}

/** The right answer of a discovery, by pool in lower case: `host:port` in code-unit order. */
export function expectedTargets(account: Account, nodePort: number): ReadonlyMap<string, readonly string[]> {
  return new Map(
    account.pools
      .filter(isDnsPool)
      .map((pool) => [
        pool.name.toLowerCase(),
        pool.nodes.map(({ address }) => `${address}:${nodePort}`).toSorted(),
      ]),
  );
}
