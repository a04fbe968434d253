/** What one list changes, where no story tells it: late ones, several in one step, and the order of what was left out. */
import { expect, test } from 'vitest';
import { getFrom } from './paged-map.ts';
import { defaultPolicy, initialState, step, type KnownList, type Observation } from './index.ts';

function listed(
  observedAtMs: number,
  endpoints: Readonly<Record<string, string>>,
  origin: KnownList['origin'] = 'service',
): Observation {
  const pools = Object.entries(endpoints).map(([name, endpoint]) => ({ name, endpoint }));
  return { of: 'list', observedAtMs, outcome: { kind: 'known', origin, pools } };
}

const both = { a: 'a.internal', b: 'b.internal' };
const one = { a: 'a.internal' };

test('a list from before a failure to read it changes nothing', () => {
  const failed: Observation = { of: 'list', observedAtMs: 5, outcome: { kind: 'unknown', why: 'it failed' } };
  const { state } = step(initialState(), [failed], 5, defaultPolicy);
  const late = step(state, [listed(4, one)], 6, defaultPolicy);
  expect(late.state.list).toEqual(state.list);
  expect(late.events).toEqual([]);
});

test('a pool that appears in a step is missing from a later list of the same step', () => {
  const { state } = step(initialState(), [listed(1, both), listed(2, one)], 3, defaultPolicy);
  expect(getFrom(state.pools, 'b')?.missingSinceMs).toBe(2);
});

test('entries that were left out are told by code unit of what is said of them', () => {
  const { state } = step(initialState(), [listed(1, { ...one, p: '?', 'p-1': '?' })], 1, defaultPolicy);
  expect(state.list.skipped.map((text) => text.split(':')[0])).toEqual(['p-1', 'p']);
});

test.each<readonly [KnownList['origin'], Readonly<Record<string, string>>, number | null]>([
  ['service', one, 1],
  ['operator', one, null],
  ['operator', {}, 1],
])('a list of the %s with %j is confirmed at %s', (origin, endpoints, confirmedAtMs) => {
  const { state } = step(initialState(), [listed(1, endpoints, origin)], 2, defaultPolicy);
  expect(state.confirmedAtMs).toBe(confirmedAtMs);
});

test('a pool whose only answer is too old when it comes is dropped at once', () => {
  const policy = { ...defaultPolicy, dropExpiredPools: true };
  const route = { recordType: 'A', transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  const records = [{ host: '192.0.2.1', port: 9001 }];
  const answer: Observation = {
    of: 'pool',
    pool: 'a',
    observedAtMs: 1,
    outcome: { kind: 'records', records, ...route },
  };
  const { state } = step(initialState(), [listed(1, one), answer], 1 + policy.maxAgeMs, policy);
  expect(getFrom(state.pools, 'a')?.dropped).toBe(true);
});
