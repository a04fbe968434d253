/** When anything was last confirmed, whatever the order in which answers come. */
import { expect, test } from 'vitest';
import { defaultPolicy, initialState, step, type PoolOutcome } from './index.ts';

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
