/**
 * The shapes that a pool's DNS records can have, and the records of one pool in each.
 */
import type { ZoneRecord } from '@spcs-sd/sandbox';
import type { RandomInteger } from './random.ts';

/** The zone of the pools. */
export const fleetOrigin = 'cp.spcs.internal';
/** A second zone: no server adds its addresses to answers from the first. */
export const elsewhereOrigin = 'nodes.spcs.internal';

/**
 * - `srv`, `underscore`, `upper-case`: SRV, addresses in the same zone.
 * - `large`: SRV, over 1,232 bytes of answer; `huge`: over 4 kB.
 * - `elsewhere`: SRV, addresses in another zone; `partly-elsewhere`: of every second node.
 * - `a`: addresses at the name itself; `srv-and-a`: both, of which SRV counts.
 * - `aaaa`: `::1` at the name itself; `srv-ipv6`: SRV to `::1`; `mixed`: SRV to both families.
 * - `alias`: CNAME to the SRV name; `alias-chain`: three of them; `alias-a`: CNAME to addresses.
 * - `dot`: SRV `.`; `missing`: no such name; `empty`: a name without SRV and addresses.
 * - `ports`: SRV, three ports on each address.
 */
export type PoolShape =
  | 'srv'
  | 'underscore'
  | 'upper-case'
  | 'large'
  | 'huge'
  | 'elsewhere'
  | 'partly-elsewhere'
  | 'a'
  | 'srv-and-a'
  | 'aaaa'
  | 'srv-ipv6'
  | 'mixed'
  | 'alias'
  | 'alias-chain'
  | 'alias-a'
  | 'dot'
  | 'missing'
  | 'empty'
  | 'ports';

export interface PoolSeed {
  readonly index: number;
  readonly name: string;
  readonly endpoint: string;
  readonly shape: PoolShape;
  readonly random: RandomInteger;
}

export interface PoolRecords {
  readonly records: readonly ZoneRecord[];
  /** Records of the other zone. */
  readonly elsewhere: readonly ZoneRecord[];
  /** `host:port` of every target, IPv6 in brackets. */
  readonly targets: readonly string[];
}

interface Node {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

const metricsPort = 9001;
/** `::1` is the only IPv6 address of a loopback device: pools that share it differ by port. */
const firstIpv6Port = 20_000;

function nodeCount({ shape, random }: PoolSeed): number {
  if (shape === 'huge') return 50;
  return shape === 'large' ? random(30, 50) : random(1, 50);
}

function nodesOf(seed: PoolSeed): readonly Node[] {
  const { index, name, shape } = seed;
  const label = shape === 'huge' ? 'a-node-of-a-pool-with-rather-long-host-names' : 'node';
  return Array.from({ length: nodeCount(seed) }, (_, i) => {
    const isElsewhere = shape === 'elsewhere' || (shape === 'partly-elsewhere' && i % 2 === 1);
    return {
      host: `${label}-${i}.${name}.${isElsewhere ? elsewhereOrigin : fleetOrigin}`,
      address: `127.${64 + Math.floor(index / 250)}.${1 + (index % 250)}.${1 + i}`,
      port: metricsPort,
    };
  });
}

const ipv4Target = ({ address, port }: Node): string => `${address}:${port}`;

function srvRecords(name: string, nodes: readonly Node[], { random }: PoolSeed): readonly ZoneRecord[] {
  const ttlSeconds = random(5, 60);
  return nodes.map(({ host, port }) => ({
    name,
    type: 'SRV',
    ttlSeconds,
    priority: random(0, 2),
    weight: random(0, 100),
    port,
    target: host,
  }));
}

function addressRecords(
  nodes: readonly Node[],
  nameOf = (node: Node): string => node.host,
): readonly ZoneRecord[] {
  return nodes.map((node) => ({ name: nameOf(node), type: 'A', ttlSeconds: 30, address: node.address }));
}

function ipv6Record(name: string): ZoneRecord {
  return { name, type: 'AAAA', ttlSeconds: 30, address: '::1' };
}

/** CNAMEs from the endpoint to `end`, `length` of them. */
function aliases(endpoint: string, end: string, length: number): readonly ZoneRecord[] {
  const names = [endpoint, ...Array.from({ length: length - 1 }, (_, i) => `hop${i}.${end}`), end];
  return names
    .slice(1)
    .map((target, i) => ({ name: names[i] ?? end, type: 'CNAME', ttlSeconds: 30, target }));
}

function srvPool(seed: PoolSeed, nodes = nodesOf(seed), owner = seed.endpoint): PoolRecords {
  const addresses = addressRecords(nodes);
  const isElsewhere = (record: ZoneRecord): boolean => record.name.endsWith(`.${elsewhereOrigin}`);
  return {
    records: [...srvRecords(owner, nodes, seed), ...addresses.filter((record) => !isElsewhere(record))],
    elsewhere: addresses.filter(isElsewhere),
    targets: nodes.map(ipv4Target),
  };
}

function addressPool(seed: PoolSeed, owner = seed.endpoint): PoolRecords {
  const nodes = nodesOf(seed);
  return { records: addressRecords(nodes, () => owner), elsewhere: [], targets: nodes.map(ipv4Target) };
}

function ipv6Pool(seed: PoolSeed, families: 'ipv6' | 'both'): PoolRecords {
  const [node] = nodesOf(seed);
  if (node === undefined) throw new Error('a pool has at least one node');
  const moved = { ...node, port: firstIpv6Port + seed.index };
  const ipv4 = srvPool(seed, [moved]);
  const [srv, ...addresses] = ipv4.records;
  if (srv === undefined) throw new Error('a node has an SRV record');
  const isBoth = families === 'both';
  return {
    records: [srv, ...(isBoth ? addresses : []), ipv6Record(moved.host)],
    elsewhere: [],
    targets: [...(isBoth ? ipv4.targets : []), `[::1]:${moved.port}`],
  };
}

function aliasPool(seed: PoolSeed, length: number, pool: (owner: string) => PoolRecords): PoolRecords {
  const end = `end.${seed.name}.${fleetOrigin}`;
  const made = pool(end);
  return { ...made, records: [...aliases(seed.endpoint, end, length), ...made.records] };
}

function withoutTargets(...records: readonly ZoneRecord[]): PoolRecords {
  return { records, elsewhere: [], targets: [] };
}

function severalPorts(seed: PoolSeed): PoolRecords {
  const nodes = nodesOf(seed);
  const all = nodes.flatMap((node) => [0, 1, 2].map((i) => ({ ...node, port: node.port + i })));
  return {
    records: [...srvRecords(seed.endpoint, all, seed), ...addressRecords(nodes)],
    elsewhere: [],
    targets: all.map(ipv4Target),
  };
}

/** The records and the targets of one pool. */
export function poolRecords(seed: PoolSeed): PoolRecords {
  const { shape, endpoint: name } = seed;
  switch (shape) {
    case 'srv':
    case 'underscore':
    case 'upper-case':
    case 'large':
    case 'huge':
    case 'elsewhere':
    case 'partly-elsewhere':
      return srvPool(seed);
    case 'a':
      return addressPool(seed);
    case 'srv-and-a': {
      const { records, ...pool } = srvPool(seed);
      return { ...pool, records: [...records, { name, type: 'A', ttlSeconds: 30, address: '127.99.99.99' }] };
    }
    case 'aaaa':
      return { ...withoutTargets(ipv6Record(name)), targets: [`[::1]:${metricsPort}`] };
    case 'srv-ipv6':
      return ipv6Pool(seed, 'ipv6');
    case 'mixed':
      return ipv6Pool(seed, 'both');
    case 'alias':
      return aliasPool(seed, 1, (owner) => srvPool(seed, nodesOf(seed), owner));
    case 'alias-chain':
      return aliasPool(seed, 3, (owner) => srvPool(seed, nodesOf(seed), owner));
    case 'alias-a':
      return aliasPool(seed, 1, (owner) => addressPool(seed, owner));
    case 'dot':
      return withoutTargets({
        name,
        type: 'SRV',
        ttlSeconds: 30,
        priority: 0,
        weight: 0,
        port: 0,
        target: '.',
      });
    case 'missing':
      return withoutTargets();
    case 'empty':
      return withoutTargets({ name, type: 'TXT', ttlSeconds: 30, text: 'no nodes' });
    case 'ports':
      return severalPorts(seed);
  }
}
