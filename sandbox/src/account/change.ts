/**
 * What can happen to the account's pools. Pure: every change gives a new account, or says why not.
 */
import {
  maxNodesMade,
  nodeAt,
  poolOf,
  type Account,
  type PoolPublishes,
  type SandboxNode,
  type SandboxPool,
} from './account.ts';

/** A pool to add. What is left out is the role SYSADMIN, the family CPU_X64_S, SRV, one node. */
export interface PoolSpec {
  readonly name: string;
  /** How many nodes; 0 to 20,000. */
  readonly nodes?: number;
  readonly owner?: string;
  readonly instanceFamily?: string;
  readonly publishes?: PoolPublishes;
  readonly suspended?: boolean;
  /** No service runs on it: its nodes are up, and its state is IDLE. */
  readonly idle?: boolean;
}

export type Change =
  | { readonly kind: 'add'; readonly pool: PoolSpec }
  | { readonly kind: 'drop'; readonly pool: string }
  /** A suspended pool keeps the number for its resumption. */
  | { readonly kind: 'scale'; readonly pool: string; readonly nodes: number }
  | { readonly kind: 'suspend'; readonly pool: string }
  | { readonly kind: 'resume'; readonly pool: string }
  /** Replaces every node by a new one with a new address, as maintenance does. */
  | { readonly kind: 'move'; readonly pool: string };

export type Changed =
  | { readonly kind: 'changed'; readonly account: Account }
  /** Nothing changed. `message` is a sentence for people. */
  | {
      readonly kind: 'refused';
      readonly why: 'no-such-pool' | 'exists' | 'bad-name' | 'bad-count' | 'no-addresses-left';
      readonly message: string;
    };

type Refusal = Extract<Changed, { kind: 'refused' }>;

const maxNodesPerPool = 20_000;

function refused(why: Refusal['why'], message: string): Refusal {
  return { kind: 'refused', why, message };
}

const lower = (pool: SandboxPool): string => pool.name.toLowerCase();

/** Code-unit order, as everywhere. */
function byName(a: SandboxPool, b: SandboxPool): number {
  return lower(a) < lower(b) ? -1 : 1;
}

function withPool(account: Account, pool: SandboxPool): Account {
  const others = account.pools.filter((other) => lower(other) !== lower(pool));
  return { ...account, pools: [...others, pool].toSorted(byName) };
}

function badCount(nodes: number): Refusal | undefined {
  const isGood = Number.isInteger(nodes) && nodes >= 0 && nodes <= maxNodesPerPool;
  if (isGood) return undefined;
  return refused('bad-count', `a pool has 0 to ${maxNodesPerPool} nodes, a whole number; got ${nodes}`);
}

function badName(name: string): Refusal | undefined {
  const isGood = name.length >= 1 && name.length <= 255 && !/\p{Cc}/u.test(name);
  if (isGood) return undefined;
  return refused('bad-name', "a pool's name has 1 to 255 characters and no control characters");
}

/** Gives the pool `count` nodes: the first ones it has, then new ones. */
function resized(account: Account, pool: SandboxPool, kept: readonly SandboxNode[], count: number): Changed {
  const missing = Math.max(0, count - kept.length);
  if (account.nodesMade + missing > maxNodesMade) {
    return refused('no-addresses-left', `all ${maxNodesMade} addresses of 127.64.0.0/10 have been used`);
  }
  const made = Array.from({ length: missing }, (_, i) => nodeAt(account.nodesMade + i));
  const nodes = [...kept.slice(0, count), ...made];
  const isIdle = pool.idle || nodes.length === 0;
  const state = pool.state === 'SUSPENDED' ? 'SUSPENDED' : isIdle ? 'IDLE' : 'ACTIVE';
  const next = withPool(account, { ...pool, state, nodes });
  return { kind: 'changed', account: { ...next, nodesMade: account.nodesMade + missing } };
}

function exists(name: string): Refusal {
  return refused('exists', `there is a pool ${name} already`);
}

function add(account: Account, spec: PoolSpec): Changed {
  const { name, nodes: size = 1 } = spec;
  const bad = badName(name) ?? badCount(size);
  if (bad !== undefined) return bad;
  if (poolOf(account, name) !== undefined) return exists(name);
  const pool: SandboxPool = {
    name,
    state: spec.suspended === true ? 'SUSPENDED' : 'ACTIVE',
    owner: spec.owner ?? 'SYSADMIN',
    instanceFamily: spec.instanceFamily ?? 'CPU_X64_S',
    publishes: spec.publishes ?? 'srv',
    idle: spec.idle ?? false,
    size,
    nodes: [],
  };
  return resized(account, pool, [], pool.state === 'SUSPENDED' ? 0 : size);
}

function scale(account: Account, pool: SandboxPool, size: number): Changed {
  const bad = badCount(size);
  if (bad !== undefined) return bad;
  return resized(account, { ...pool, size }, pool.nodes, pool.state === 'SUSPENDED' ? 0 : size);
}

function drop(account: Account, pool: SandboxPool): Changed {
  const pools = account.pools.filter((other) => other !== pool);
  return { kind: 'changed', account: { ...account, pools } };
}

function toExisting(account: Account, change: Exclude<Change, { kind: 'add' }>, pool: SandboxPool): Changed {
  switch (change.kind) {
    case 'drop':
      return drop(account, pool);
    case 'scale':
      return scale(account, pool, change.nodes);
    case 'suspend':
      return resized(account, { ...pool, state: 'SUSPENDED' }, [], 0);
    case 'resume':
      return resized(account, { ...pool, state: 'ACTIVE' }, pool.nodes, pool.size);
    case 'move':
      return resized(account, pool, [], pool.nodes.length);
  }
}

/** Applies one change. Never throws. O(pools + nodes of the pool). */
export function changeAccount(account: Account, change: Change): Changed {
  if (change.kind === 'add') return add(account, change.pool);
  const pool = poolOf(account, change.pool);
  if (pool === undefined) return refused('no-such-pool', `there is no pool ${change.pool}`);
  return toExisting(account, change, pool);
}

/** An account with these pools; the first one that is refused is the answer. O(n log n) in the pools. */
export function accountWith(specs: readonly PoolSpec[]): Changed {
  const pools = new Map<string, SandboxPool>();
  let nodesMade = 0;
  for (const spec of specs) {
    // Alone in its account each is added in constant time; only the count of nodes goes on.
    const added = add({ pools: [], nodesMade }, spec);
    if (added.kind === 'refused') return added;
    if (pools.has(spec.name.toLowerCase())) return exists(spec.name);
    for (const pool of added.account.pools) pools.set(lower(pool), pool);
    ({ nodesMade } = added.account);
  }
  return { kind: 'changed', account: { pools: [...pools.values()].toSorted(byName), nodesMade } };
}
