/** What a step sums up: when anything was last confirmed, and how much is claimed. */
import { expect, test } from 'vitest';
import { defaultPolicy, initialState, step, type PoolOutcome } from './index.ts';
import { tell } from './testing/story.ts';

const records: PoolOutcome = {
  kind: 'records',
  records: [{ host: '192.0.2.1', port: 9001 }],
  recordType: 'SRV',
  transport: 'tcp',
  ttlSeconds: 30,
  doubtful: false,
};

test('an older answer that comes late does not make what is known older', () => {
  const pools = [{ name: 'a', endpoint: 'a.internal' }];
  const list = {
    of: 'list',
    observedAtMs: 100,
    outcome: { kind: 'known', origin: 'service', pools },
  } as const;
  const { state } = step(initialState(), [list], 100, defaultPolicy);
  const late = { of: 'pool', pool: 'a', observedAtMs: 101, outcome: records } as const;
  const newer = { ...list, observedAtMs: 200 };
  const after = step(state, [newer], 200, defaultPolicy);
  expect(step(after.state, [late], 201, defaultPolicy).state.confirmedAtMs).toBe(200);
});

test('what a dropped pool claims is not published: most of the rest is a collapse', () => {
  const lines = [
    '0 list: a b',
    '0 a: 1 2 3 4 5 6 7 8 9 10',
    '3500 b: 11 12 13 14',
    '3600 list: a b',
    '3700 b: 11 => 11 12 13 14',
    '3770 b: 11 => 11 12 13 14',
  ];
  expect(tell(lines, { dropExpiredPools: true }).seen).toEqual(lines);
});
