/** What one lookup changes, where no story tells it: limits that became smaller, and failures without a detail. */
import { describe, expect, test } from 'vitest';
import { getFrom } from './paged-map.ts';
import {
  defaultPolicy,
  initialState,
  step,
  type Observation,
  type PoolOutcome,
  type State,
} from './index.ts';

const common = { transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;

function answered(observedAtMs: number, ...nodes: readonly number[]): Observation {
  const records = nodes.map((node) => ({ host: `192.0.2.${node}`, port: 9001 }));
  return {
    of: 'pool',
    pool: 'a',
    observedAtMs,
    outcome: { kind: 'records', records, recordType: 'A', ...common },
  };
}

function after(...observations: readonly Observation[]): State {
  const pools = [{ name: 'a', endpoint: 'a.internal' }];
  const list: Observation = {
    of: 'list',
    observedAtMs: 0,
    outcome: { kind: 'known', origin: 'service', pools },
  };
  return step(initialState(), [list, ...observations], 10, defaultPolicy).state;
}

describe('a pool that has more targets than the limit of today', () => {
  const policy = { ...defaultPolicy, limits: { ...defaultPolicy.limits, maxTargetsPerPool: 1 } };

  test('takes back what it holds', () => {
    const state = after(answered(1, 1, 2), answered(2, 1));
    const next = step(state, [answered(20, 1, 2)], 20, policy).state;
    expect(getFrom(next.pools, 'a')).toMatchObject({ failure: null, held: [] });
  });

  test('takes nothing new', () => {
    const state = after(answered(1, 1, 2), answered(2, 1));
    const next = step(state, [answered(20, 1, 3)], 20, policy).state;
    expect(getFrom(next.pools, 'a')).toMatchObject({ failure: { why: 'limit' } });
  });
});

describe('a failure', () => {
  const failed = (outcome: PoolOutcome): Observation => ({
    of: 'pool',
    pool: 'a',
    observedAtMs: 20,
    outcome,
  });

  test('without a detail has none', () => {
    const result = step(after(), [failed({ kind: 'unknown', why: 'timeout' })], 20, defaultPolicy);
    expect(result.events).toStrictEqual([{ kind: 'pool-failed', pool: 'a', why: 'timeout' }]);
    expect(getFrom(result.state.pools, 'a')?.failure).toStrictEqual({ why: 'timeout', sinceMs: 20 });
  });

  test('with a detail keeps it', () => {
    const result = step(after(), [failed({ kind: 'unknown', why: 'other', detail: 'd' })], 20, defaultPolicy);
    expect(result.events).toStrictEqual([{ kind: 'pool-failed', pool: 'a', why: 'other', detail: 'd' }]);
  });
});
