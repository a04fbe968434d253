/** What other settings tell of a state. */
import { expect, test } from 'vitest';
import { applyPolicy, defaultPolicy, initialState, step, type Observation } from './index.ts';

test('targets that other settings refuse are told as gone, and their conflicts as over', () => {
  const pools = ['a', 'b'].map((name) => ({ name, endpoint: `${name}.internal` }));
  const route = { recordType: 'A', transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  const records = [{ host: '192.0.2.1', port: 9001 }];
  const observations: readonly Observation[] = [
    { of: 'list', observedAtMs: 0, outcome: { kind: 'known', origin: 'service', pools } },
    ...pools.map(
      ({ name }) =>
        ({
          of: 'pool',
          pool: name,
          observedAtMs: 1,
          outcome: { kind: 'records', records, ...route },
        }) as const,
    ),
  ];
  const { state } = step(initialState(), observations, 1, defaultPolicy);
  const limits = { ...defaultPolicy.limits, allowCidrs: ['192.0.2.9/32'] };
  const { events } = applyPolicy(state, { ...defaultPolicy, limits });
  const targets = ['192.0.2.1:9001'];
  expect(events).toEqual([
    { kind: 'targets-removed', pool: 'a', targets, why: 'operator' },
    { kind: 'targets-removed', pool: 'b', targets, why: 'operator' },
    { kind: 'conflict-cleared', target: '192.0.2.1:9001' },
  ]);
});
