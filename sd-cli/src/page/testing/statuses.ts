/**
 * Discoveries that stand still, one of each kind that the page must show.
 */
import type { PoolStatus, PoolTargetStatus } from '@spcs-sd/core';
import { initialState, step, defaultPolicy, type Snapshot } from '@spcs-sd/core';
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import type { Observed } from '../report-reply.ts';

const waiting = step(initialState(), [], 0, defaultPolicy).snapshot;

/** A snapshot with these facts; only `step` could make one with groups, and nothing here reads them. */
function snapshotWith(facts: Readonly<Record<string, unknown>>): Snapshot {
  return { ...waiting, ...facts };
}

export function poolStatus(pool: string, facts: Partial<PoolStatus> = {}): PoolStatus {
  return {
    pool,
    endpoint: `discover.monitor.${pool}.cp.spcs.internal`,
    metadata: {},
    listed: true,
    targets: 0,
    held: 0,
    answer: { kind: 'records', ageMs: 4200, recordType: 'SRV', transport: 'udp' },
    failure: null,
    refused: [],
    ...facts,
  };
}

/** Ready, with these pools. */
export function statusOf(pools: readonly PoolStatus[], rest: Partial<DiscoveryStatus> = {}): DiscoveryStatus {
  const targetCount = pools.reduce((sum, { targets }) => sum + targets, 0);
  const unknownPools = pools.filter(({ answer }) => answer === null).map(({ pool }) => pool);
  return {
    snapshot: snapshotWith({ kind: 'ready', complete: unknownPools.length === 0, unknownPools, targetCount }),
    confirmedAgeMs: 1300,
    list: { origin: 'service', ageMs: 21_000, failure: null, skipped: [] },
    pools,
    pending: pools.filter(({ held }) => held > 0).map(({ pool }) => pool),
    conflicts: new Map(),
    collapsing: false,
    lookups: { names: pools.length, inFlight: 0, failing: 0, failingInFlight: 0 },
    ...rest,
  };
}

/** Nothing has been heard yet. */
export const starting: DiscoveryStatus = statusOf([], {
  snapshot: waiting,
  confirmedAgeMs: null,
  list: { origin: null, ageMs: null, failure: null, skipped: [] },
});

/** The account has no pool. */
export const empty: DiscoveryStatus = statusOf([]);

export const expired: DiscoveryStatus = statusOf(
  [poolStatus('web', { targets: 3, failure: { why: 'timeout', forMs: 4_000_000 } })],
  { snapshot: snapshotWith({ kind: 'expired' }), confirmedAgeMs: 4_000_000 },
);

const families = ['CPU_X64_S', 'CPU_X64_M', 'HIGHMEM_X64_S', 'GPU_NV_M'];
const owners = ['WEB_ROLE', 'DATA_ROLE', 'ML_ROLE', 'SYSADMIN'];

function wellPool(pool: string, nodes: number, index: number): PoolStatus {
  return poolStatus(pool, {
    metadata: {
      state: 'ACTIVE',
      owner: owners[index % owners.length] ?? '',
      instanceFamily: families[index % families.length] ?? '',
      activeNodes: nodes,
    },
    targets: nodes,
    answer: {
      kind: 'records',
      ageMs: 1000 + ((index * 7919) % 29_000),
      recordType: 'SRV',
      transport: nodes > 8 ? 'tcp' : 'udp',
    },
  });
}

/** One pool of each trouble among healthy ones. */
export const troubled: DiscoveryStatus = statusOf(
  [
    wellPool('analytics_eu', 12, 1),
    { ...wellPool('analytics_us', 12, 1), refused: [{ target: '169.254.169.254:9001', why: 'address' }] },
    wellPool('batch', 40, 1),
    { ...wellPool('etl_hourly', 6, 1), targets: 6, held: 2 },
    poolStatus('etl_nightly', {
      metadata: { state: 'SUSPENDED', owner: 'DATA_ROLE', instanceFamily: 'HIGHMEM_X64_S', activeNodes: 0 },
      answer: { kind: 'absent', ageMs: 9000, recordType: null, transport: 'udp' },
    }),
    {
      ...wellPool('inference', 20, 3),
      failure: {
        why: 'servfail',
        detail: '127.0.0.1:53 answered SERVFAIL over UDP',
        forMs: 194_000,
      },
      answer: { kind: 'records', ageMs: 203_000, recordType: 'SRV', transport: 'tcp' },
    },
    { ...wellPool('ingest', 4, 0), metadata: { state: 'ACTIVE', owner: 'DATA_ROLE', activeNodes: 5 } },
    {
      ...wellPool('legacy', 2, 3),
      answer: { kind: 'records', ageMs: 3000, recordType: 'A', transport: 'udp' },
    },
    poolStatus('newcomer', {
      metadata: { state: 'STARTING', owner: 'WEB_ROLE', instanceFamily: 'CPU_X64_S', activeNodes: 0 },
      answer: null,
    }),
    { ...wellPool('retired', 3, 0), listed: false, held: 3 },
    wellPool('training', 4, 3),
    wellPool('web', 3, 0),
    wellPool('web_canary', 1, 0),
  ],
  {
    list: {
      origin: 'service',
      ageMs: 21_000,
      failure: null,
      skipped: ['odd$name: "odd$name" cannot be a part of a DNS name'],
    },
    conflicts: new Map([['127.64.0.9:9001', ['web', 'web_canary']]]),
  },
);

/** As many pools as the default limit allows; every 500th has a trouble. */
export function manyPools(count: number): DiscoveryStatus {
  const pools = Array.from({ length: count }, (_, index) => {
    const pool = wellPool(
      `team${String(index % 40).padStart(2, '0')}_pool${String(index).padStart(5, '0')}`,
      1 + (index % 20),
      index,
    );
    if (index % 500 !== 7) return pool;
    return {
      ...pool,
      failure: { why: 'timeout' as const, detail: '127.0.0.1:53 did not answer within 2 s', forMs: index },
    };
  });
  return statusOf(pools.toSorted((a, b) => (a.pool < b.pool ? -1 : 1)));
}

/** A discovery that says this, with made-up targets. */
export function standing(status: () => DiscoveryStatus, revision: () => number = () => 1): Observed {
  return {
    status,
    revision,
    targetsOf: (name) => {
      const pool = status().pools.find((each) => each.pool === name);
      return pool && Array.from({ length: pool.targets }, (_, at) => targetOf(pool, at));
    },
  };
}

function targetOf(pool: PoolStatus, at: number): PoolTargetStatus {
  return {
    address: `127.64.0.${at + 1}:9001`,
    node: `node-${at + 1}.${pool.pool}.cp.spcs.internal`,
    heldForMs: at >= pool.targets - pool.held ? 42_000 : null,
    owner: pool.pool === 'web_canary' ? 'web' : pool.pool,
  };
}
