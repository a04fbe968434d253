/**
 * The account as the DNS shows it. Pure.
 */
import type { ZoneRecord } from '../dns/record.ts';
import type { Zone } from '../dns/zone.ts';
import type { Account, SandboxPool } from './account.ts';
import { endpointOf, isDnsPool, nodeName, poolsOrigin, type Underscore } from './dns-names.ts';

export interface ZoneSettings {
  readonly serial: number;
  readonly ttlSeconds: number;
  readonly negativeTtlSeconds: number;
  /** The port in SRV records. */
  readonly nodePort: number;
  /** What the DNS says for a pool without nodes; nobody has published what Snowflake's says. */
  readonly emptyPool: 'nxdomain' | 'nodata';
  /** How names write a pool's underscore; as it is without it. */
  readonly underscore?: Underscore;
}

function poolRecords(pool: SandboxPool, settings: ZoneSettings): readonly ZoneRecord[] {
  const { ttlSeconds, nodePort: port, emptyPool, underscore } = settings;
  const name = endpointOf(pool, underscore);
  if (pool.nodes.length === 0) {
    return emptyPool === 'nxdomain' ? [] : [{ name, type: 'TXT', ttlSeconds, text: 'no nodes' }];
  }
  return pool.nodes.flatMap((node): readonly ZoneRecord[] => {
    const { address } = node;
    if (pool.publishes === 'a') return [{ name, type: 'A', ttlSeconds, address }];
    const target = nodeName(pool, node, underscore);
    return [
      { name, type: 'SRV', ttlSeconds, priority: 0, weight: 0, port, target },
      { name: target, type: 'A', ttlSeconds, address },
    ];
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
