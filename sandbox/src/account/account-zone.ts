/**
 * The account as the DNS shows it: its records, and the questions that it does not answer. Pure.
 */
import type { DnsFaultRule } from '../dns/fault.ts';
import type { ZoneRecord } from '../dns/record.ts';
import type { Zone } from '../dns/zone.ts';
import type { Account, SandboxPool } from './account.ts';
import { allNodesName, endpointOf, isDnsPool, nodeName, poolsOrigin, type Underscore } from './dns-names.ts';
import type { DnsSwitches } from './dns-switches.ts';

export interface ZoneSettings {
  readonly serial: number;
  readonly ttlSeconds: number;
  readonly negativeTtlSeconds: number;
  /** Every node's port. */
  readonly nodePort: number;
  readonly switches: DnsSwitches & { readonly underscore: Underscore };
}

/** Whether the pool's name has SRV records, should anybody be allowed to ask for them. */
export function hasSrv(pool: SandboxPool, { srv }: Pick<DnsSwitches, 'srv'>): boolean {
  return pool.publishes === 'srv' && srv !== 'absent';
}

/** Whether the pool's name has A records of its own. */
export function hasAddresses(pool: SandboxPool, { addresses }: Pick<DnsSwitches, 'addresses'>): boolean {
  return pool.publishes === 'a' || addresses !== 'absent';
}

function poolRecords(pool: SandboxPool, settings: ZoneSettings): readonly ZoneRecord[] {
  const { ttlSeconds, switches } = settings;
  const name = endpointOf(pool, switches.underscore);
  if (pool.nodes.length === 0) {
    return switches.withoutNodes === 'nodata' ? [{ name, type: 'TXT', ttlSeconds, text: 'no nodes' }] : [];
  }
  const records = [
    ...(hasAddresses(pool, switches) ? addressRecords(pool, name, ttlSeconds) : []),
    ...(hasSrv(pool, switches) ? srvRecords(pool, name, settings) : []),
  ];
  // The name exists, also where it has neither.
  return records.length > 0 ? records : [{ name, type: 'TXT', ttlSeconds, text: 'no such records' }];
}

function addressRecords(pool: SandboxPool, name: string, ttlSeconds: number): readonly ZoneRecord[] {
  return pool.nodes.map(({ address }) => ({ name, type: 'A', ttlSeconds, address }));
}

function srvRecords(
  pool: SandboxPool,
  name: string,
  { ttlSeconds, nodePort, switches }: ZoneSettings,
): readonly ZoneRecord[] {
  const { underscore, srvTarget, srvPort } = switches;
  const port = srvPort === 0 ? nodePort : srvPort;
  const srv = (target: string): ZoneRecord => ({
    name,
    type: 'SRV',
    ttlSeconds,
    priority: 0,
    weight: 0,
    port,
    target,
  });
  if (srvTarget === 'pool') {
    const target = allNodesName(pool, underscore);
    return [srv(target), ...addressRecords(pool, target, ttlSeconds)];
  }
  return pool.nodes.flatMap((node): readonly ZoneRecord[] => {
    const target = nodeName(pool, node, underscore);
    return [srv(target), { name: target, type: 'A', ttlSeconds, address: node.address }];
  });
}

/** O(nodes). */
export function accountZone(account: Account, settings: ZoneSettings): Zone {
  return {
    origin: poolsOrigin,
    serial: settings.serial,
    negativeTtlSeconds: settings.negativeTtlSeconds,
    records: account.pools.filter(isDnsPool).flatMap((pool) => poolRecords(pool, settings)),
  };
}

/** What the switches leave without an answer. O(pools). */
export function accountFaults(account: Account, switches: DnsSwitches): readonly DnsFaultRule[] {
  const empty = account.pools.filter((pool) => isDnsPool(pool) && pool.nodes.length === 0);
  const silent = switches.withoutNodes === 'servfail' ? empty : [];
  return [
    ...silent.map(({ name: pool }): DnsFaultRule => ({ fault: 'servfail', pool })),
    ...(switches.srv === 'refused' ? [{ fault: 'refused', type: 'SRV' } as const] : []),
    ...(switches.addresses === 'refused' ? [{ fault: 'refused', type: 'A' } as const] : []),
  ];
}
