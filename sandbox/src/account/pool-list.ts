/**
 * The account as a pool list, in the format of `pools.file`, and as the targets to expect. Pure.
 */
import type { PoolList, PoolListEntry } from '@spcs-sd/spec';
import type { Account, SandboxPool } from './account.ts';
import { hasAddresses, hasSrv } from './account-zone.ts';
import { endpointOf, isDnsPool, type Underscore } from './dns-names.ts';
import type { DnsSwitches } from './dns-switches.ts';

function entry(pool: SandboxPool, underscore: Underscore): PoolListEntry {
  return {
    name: pool.name,
    ...(isDnsPool(pool) ? { endpoint: endpointOf(pool, underscore) } : {}),
    state: pool.state,
    owner: pool.owner,
    instance_family: pool.instanceFamily,
    active_nodes: pool.nodes.length,
  };
}

/** Every pool, in the account's order. */
export function poolList(account: Account, underscore: Underscore = '_'): PoolList {
  return account.pools.map((pool) => entry(pool, underscore));
}

/**
 * The right answer of a discovery that asks for every pool, by pool in lower case: `host:port` in
 * code-unit order. Nothing for a pool without nodes, and for one whose name gives neither SRV nor A.
 */
export function expectedTargets(
  account: Account,
  nodePort: number,
  switches: DnsSwitches,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    account.pools.filter(isDnsPool).map((pool) => {
      const port = portOf(pool, nodePort, switches);
      const nodes = port === undefined ? [] : pool.nodes;
      return [pool.name.toLowerCase(), nodes.map(({ address }) => `${address}:${port}`).toSorted()];
    }),
  );
}

/** SRV goes before A, whose port is the nodes' own. Undefined: neither is answered. */
function portOf(pool: SandboxPool, nodePort: number, switches: DnsSwitches): number | undefined {
  const { srv, srvPort, addresses } = switches;
  if (hasSrv(pool, switches) && srv !== 'refused') return srvPort === 0 ? nodePort : srvPort;
  return hasAddresses(pool, switches) && addresses !== 'refused' ? nodePort : undefined;
}
