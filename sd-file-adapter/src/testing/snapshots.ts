/**
 * Snapshots as the core makes them, from plain lists of addresses.
 */
import { defaultPolicy, initialState, step } from '@spcs-sd/core';
import type { Observation, Policy, ReadySnapshot, Snapshot } from '@spcs-sd/core';

const policy: Policy = {
  ...defaultPolicy,
  confirmForMs: 0,
  confirmCollapseMs: 0,
  maxAgeMs: 10_000,
  limits: { ...defaultPolicy.limits, allowCidrs: ['127.0.0.0/8'] },
};

export interface SnapshotMaker {
  /** One confirmed refresh: these pools, with these `address:port` targets. */
  readonly ready: (pools: Readonly<Record<string, readonly string[]>>) => ReadySnapshot;
  /** Long after the last confirmation. */
  readonly expired: () => Snapshot;
}

export function snapshotMaker(): SnapshotMaker {
  let state = initialState();
  let nowMs = 0;
  function next(observations: readonly Observation[]): Snapshot {
    const result = step(state, observations, nowMs, policy);
    state = result.state;
    return result.snapshot;
  }
  return {
    ready: (pools) => {
      nowMs += 1_000;
      const snapshot = next(observationsOf(pools, nowMs));
      if (snapshot.kind !== 'ready') throw new Error(`The core gave ${JSON.stringify(snapshot)}.`);
      return snapshot;
    },
    expired: () => {
      nowMs += policy.maxAgeMs + 1;
      return next([]);
    },
  };
}

/** Before anything was observed. */
export function waitingSnapshot(): Snapshot {
  return step(initialState(), [], 0, policy).snapshot;
}

function observationsOf(
  pools: Readonly<Record<string, readonly string[]>>,
  observedAtMs: number,
): readonly Observation[] {
  const names = Object.keys(pools);
  const list = names.map((name) => ({ name, endpoint: `${name}.example` }));
  return [
    { of: 'list', observedAtMs, outcome: { kind: 'known', origin: 'operator', pools: list } },
    ...names.map((pool): Observation => {
      const records = (pools[pool] ?? []).map((target) => {
        const [host = '', port] = target.split(':');
        return { host, port: Number(port) };
      });
      const shared = { transport: 'tcp', ttlSeconds: 0, doubtful: false } as const;
      return records.length === 0
        ? { of: 'pool', pool, observedAtMs, outcome: { kind: 'absent', why: 'nodata', ...shared } }
        : {
            of: 'pool',
            pool,
            observedAtMs,
            outcome: { kind: 'records', records, recordType: 'SRV', ...shared },
          };
    }),
  ];
}
