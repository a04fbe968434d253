/**
 * Pools for the benchmarks: names, and their records in one zone.
 */
import { zoneFile, type ZoneFile } from '../../tests/support/zone-file.ts';

const origin = 'cp.spcs.internal';

/** How many pools, and how many nodes each of them has: at most 254. */
export interface Fleet {
  readonly pools: number;
  readonly nodes: number;
}

export const targetsIn = ({ pools, nodes }: Fleet): number => pools * nodes;

export const nameOf = (pool: number): string => `discover.monitor.pool${pool}.${origin}`;

export const nodeOf = (pool: number, node: number): string => `node-${node}.pool${pool}.${origin}`;

/** Its own in 127.16.0.0 and above, for 60,000 pools. */
export const addressOf = (pool: number, node: number): string =>
  `127.${16 + (pool >> 8)}.${pool & 255}.${node + 1}`;

export const listOf = ({ pools }: Fleet): readonly { readonly name: string; readonly endpoint: string }[] =>
  Array.from({ length: pools }, (_, pool) => ({ name: `pool${pool}`, endpoint: nameOf(pool) }));

export interface ZoneChoice {
  readonly serial?: number;
  readonly ttlSeconds?: number;
  /** The number of a pool's first node: a higher one means other nodes. 0 without it. */
  readonly firstNode?: (pool: number) => number;
  /** How many nodes a pool has; the fleet's number without it. */
  readonly nodesOf?: (pool: number) => number;
  /** A records at the pool's own name too, as a client without SRV needs them. */
  readonly plainAddresses?: boolean;
}

export function fleetZone({ pools, nodes }: Fleet, choice: ZoneChoice = {}): ZoneFile {
  const {
    serial = 1,
    ttlSeconds = 30,
    firstNode = () => 0,
    nodesOf = () => nodes,
    plainAddresses = false,
  } = choice;
  const lines: string[] = [];
  for (let pool = 0; pool < pools; pool++) {
    for (let node = firstNode(pool), end = node + nodesOf(pool); node < end; node++) {
      const address = addressOf(pool, node);
      lines.push(`discover.monitor.pool${pool} SRV 0 0 9001 node-${node}.pool${pool}`);
      lines.push(`node-${node}.pool${pool} A ${address}`);
      if (plainAddresses) lines.push(`discover.monitor.pool${pool} A ${address}`);
    }
  }
  return zoneFile(origin, serial, lines, { ttlSeconds });
}
