/**
 * The account as a pool list, in the format of `pools.file`, and as the targets to expect. Pure.
 */
import type { PoolList, PoolListEntry } from '@spcs-sd/spec';
import type { Account, SandboxPool } from './account.ts';
import { endpointOf, isDnsPool } from './dns-names.ts';

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
export function poolList(account: Account): PoolList {
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
