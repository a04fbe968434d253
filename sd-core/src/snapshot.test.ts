/** What is published, besides what scrapers see of it; and a first step without observations. */
import { describe, expect, test } from 'vitest';
import {
  defaultPolicy,
  initialState,
  step,
  type Observation,
  type PoolOutcome,
  type Snapshot,
} from './index.ts';
import { madeByStep } from './snapshot.ts';

test('before a list there is no result of nothing that could have ended', () => {
  const { state } = step(initialState(), [], 0, defaultPolicy);
  const common = { transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  const records = [{ host: '192.0.2.1', port: 9001 }];
  const answers: readonly PoolOutcome[] = [
    { kind: 'records', records, recordType: 'A', ...common },
    { kind: 'absent', why: 'nodata', ...common },
  ];
  const pools = ['p0', 'p1'].map((name) => ({ name, endpoint: `${name}.internal` }));
  const observations: readonly Observation[] = [
    { of: 'list', observedAtMs: 5, outcome: { kind: 'known', origin: 'service', pools } },
    ...answers.map((outcome, at) => ({ of: 'pool', pool: `p${at}`, observedAtMs: 6, outcome }) as const),
  ];
  expect(step(state, observations, 10, defaultPolicy).snapshot).toMatchObject({
    kind: 'ready',
    targetCount: 1,
  });
});

describe('a snapshot is frozen, and has the mark of a step:', () => {
  const pools = [{ name: 'a', endpoint: 'a.internal' }];
  const known: Observation = {
    of: 'list',
    observedAtMs: 0,
    outcome: { kind: 'known', origin: 'service', pools },
  };
  const absent: PoolOutcome = {
    kind: 'absent',
    why: 'nodata',
    transport: 'tcp',
    ttlSeconds: 30,
    doubtful: false,
  };
  const answer: Observation = { of: 'pool', pool: 'a', observedAtMs: 0, outcome: absent };
  const noWait = { ...defaultPolicy, confirmForMs: 0, confirmCollapseMs: 0 };

  test.each<readonly [Snapshot['kind'], number]>([
    ['waiting', -1],
    ['ready', 0],
    ['expired', defaultPolicy.maxAgeMs],
  ])('%s', (kind, nowMs) => {
    const { snapshot } = step(initialState(), nowMs < 0 ? [] : [known, answer], nowMs, noWait);
    expect(snapshot.kind).toBe(kind);
    expect(Object.isFrozen(snapshot)).toBe(true);
    expect(snapshot[madeByStep]).toBe(true);
  });
});
