/**
 * A generated fleet: pools of every shape that DNS can give them, as zones and as expected targets.
 *
 * The same seed gives the same fleet. Node addresses are 127.x.y.z and belong to one pool each; another
 * seed changes how many nodes the pools have, so that two fleets are a before and an after.
 */
import { zoneText, type Zone, type ZoneRecord } from '@spcs-sd/sandbox';
import { elsewhereOrigin, fleetOrigin, poolRecords, type PoolShape } from './pool-shapes.ts';
import { randomIntegers } from './random.ts';
import type { ZoneFile } from './zone-file.ts';

/** Repeated down the fleet: pools with plain SRV records are the most common, as in life. */
const shapes: readonly PoolShape[] = [
  ...(['srv', 'a', 'large', 'elsewhere', 'alias', 'srv', 'underscore', 'upper-case', 'huge', 'dot'] as const),
  ...(['srv-and-a', 'srv-ipv6', 'alias-chain', 'srv', 'missing', 'partly-elsewhere', 'empty'] as const),
  ...(['mixed', 'alias-a', 'ports'] as const),
];
/** `[::1]:9001` can belong to one pool only. */
const ipv6Pool = 20;

export interface FleetPool {
  /** As a pool list would have it: some in upper case, some with underscores. */
  readonly name: string;
  /** The name to ask, absolute, without its last dot. */
  readonly endpoint: string;
  readonly shape: PoolShape;
  /** `host:port`, IPv6 in brackets, in code-unit order; A and AAAA answers with port 9001. */
  readonly targets: readonly string[];
}

export interface Fleet {
  readonly pools: readonly FleetPool[];
  /** The pools' zone as a value, for the sandbox's own server. */
  readonly zone: Zone;
  /** Both zones as text, for real servers. */
  readonly zoneFiles: readonly [ZoneFile, ZoneFile];
}

export interface FleetOptions {
  readonly seed: number;
  readonly serial: number;
  /** How many pools; 200 without it, 4,000 at most. */
  readonly pools?: number;
}

function shapeOf(index: number): PoolShape {
  return index === ipv6Pool ? 'aaaa' : (shapes[index % shapes.length] ?? 'srv');
}

function poolName(index: number, shape: PoolShape): string {
  const number = String(index).padStart(3, '0');
  if (shape === 'underscore') return `my_pool_${number}`;
  return shape === 'upper-case' ? `POOL-${number}` : `pool${number}`;
}

function zoneFileOf(zone: Zone): ZoneFile {
  return { origin: zone.origin, serial: zone.serial, text: zoneText(zone) };
}

/** Deterministic in its options. O(nodes). */
export function fleet({ seed, serial, pools: count = 200 }: FleetOptions): Fleet {
  const random = randomIntegers(seed);
  const records: ZoneRecord[] = [];
  const elsewhere: ZoneRecord[] = [];
  const pools = Array.from({ length: count }, (_, index): FleetPool => {
    const shape = shapeOf(index);
    const name = poolName(index, shape);
    const endpoint = `discover.monitor.${name}.${fleetOrigin}`;
    const made = poolRecords({ index, name, endpoint, shape, random });
    records.push(...made.records);
    elsewhere.push(...made.elsewhere);
    return { name, endpoint, shape, targets: made.targets.toSorted() };
  });
  const zone = { origin: fleetOrigin, serial, negativeTtlSeconds: 5, records };
  const other = { ...zone, origin: elsewhereOrigin, records: elsewhere };
  return { pools, zone, zoneFiles: [zoneFileOf(zone), zoneFileOf(other)] };
}
