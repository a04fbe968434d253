/** What does not change stays the same object, so that costs follow the changes. */
import { describe, expect, test } from 'vitest';
import { getFrom } from './paged-map.ts';
import {
  applyPolicy,
  defaultPolicy,
  initialState,
  needsTcp,
  step,
  type Observation,
  type State,
} from './index.ts';
import type { PoolOutcome } from './answer.ts';
import type { PoolFacts } from './state.ts';

const dropping = { ...defaultPolicy, dropExpiredPools: true };
const common = { transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;

function records(...nodes: readonly number[]): PoolOutcome {
  const found = nodes.map((node) => ({ host: `192.0.2.${node}`, port: 9001, node: `n${node}.example` }));
  return { kind: 'records', records: found, recordType: 'SRV', ...common };
}

function answer(outcome: PoolOutcome, observedAtMs: number): Observation {
  return { of: 'pool', pool: 'a', observedAtMs, outcome };
}

function list(observedAtMs: number, owner = 'r'): Observation {
  const pools = [{ name: 'a', endpoint: 'a.example', metadata: { owner } }];
  return { of: 'list', observedAtMs, outcome: { kind: 'known', origin: 'service', pools } };
}

function after(state: State, ...observations: readonly Observation[]): State {
  return observations.reduce(
    (before, one) => step(before, [one], one.observedAtMs, defaultPolicy).state,
    state,
  );
}

function pool(state: State): PoolFacts {
  const facts = getFrom(state.pools, 'a');
  if (facts === undefined) throw new Error('no pool a');
  return facts;
}

/** Three targets of which one is held. */
const known = after(initialState(), list(0), answer(records(1, 2, 3), 0), answer(records(1, 2), 10));

describe('the same answer again keeps', () => {
  const again = pool(after(known, answer(records(2, 1), 20)));

  test('its targets', () => {
    expect(again.answer?.observedAtMs).toBe(20);
    expect(again.answer?.targets).toBe(pool(known).answer?.targets);
  });

  test('what is held', () => {
    expect(again.held).toBe(pool(known).held);
    expect(again.held.map(({ address }) => address)).toEqual(['192.0.2.3:9001']);
  });
});

test('a group shares its addresses with the answer', () => {
  const state = after(initialState(), list(0), answer(records(1, 2), 0));
  expect(state.view.groups[0]?.targets).toBe(pool(state).answer?.targets.addresses);
});

test('an answer with more keeps what is held', () => {
  expect(pool(after(known, answer(records(1, 2, 4), 20))).held).toBe(pool(known).held);
});

test('a first answer keeps that nothing is held', () => {
  const listed = after(initialState(), list(0));
  expect(pool(after(listed, answer(records(1), 1))).held).toBe(pool(listed).held);
});

test('the same list again keeps the metadata', () => {
  expect(pool(after(known, list(20))).metadata).toBe(pool(known).metadata);
});

describe('every index is kept by', () => {
  test.each<readonly [string, (state: State) => State]>([
    ['a step without observations', after],
    ['the same answer again', (state) => after(state, answer(records(1, 2), 20))],
    ['the same list again', (state) => after(state, list(20))],
    ['old pools that the policy drops, while none is old', (state) => step(state, [], 20, dropping).state],
  ])('%s', (_name, next) => {
    const before = after(initialState(), list(0), answer(records(1, 2, 3), 0), answer(records(1, 2), 10));
    const { view } = next(before);
    for (const index of [
      'names',
      'asks',
      'conflicts',
      'pending',
      'unanswered',
      'groups',
      'groupsOf',
    ] as const)
      expect(view[index], index).toBe(before.view[index]);
  });

  test('a held target that comes back, all but the one of what is held', () => {
    const { view } = after(known, answer(records(1, 2, 3), 20));
    expect(view.pending).toEqual([]);
    expect(view.groups).toBe(known.view.groups);
    expect(view.groupsOf).toBe(known.view.groupsOf);
  });

  test('other metadata of a pool that has no targets', () => {
    const listed = after(initialState(), list(0));
    const { view } = after(listed, list(10, 'other'));
    expect(view.groups).toBe(listed.view.groups);
    expect(view.groupsOf).toBe(listed.view.groupsOf);
  });
});

test('a policy that drops old pools writes none that is not', () => {
  expect(step(known, [], 20, dropping).state.pools).toBe(known.pools);
});

test('the same settings again keep the pools and their groups', () => {
  const { state, events } = applyPolicy(known, defaultPolicy);
  expect(state.pools).toBe(known.pools);
  expect(state.view.groups).toBe(known.view.groups);
  expect(events).toEqual([]);
});

test('settings that refuse one target keep what is held, and the pool goes on', () => {
  const limits = { ...defaultPolicy.limits, allowCidrs: ['192.0.2.2/31'] };
  const { state } = applyPolicy(known, { ...defaultPolicy, limits });
  expect(pool(state).held).toBe(pool(known).held);
  expect(pool(state).answer?.targets.addresses).toEqual(['192.0.2.2:9001']);
});

describe('an answer is asked for again over TCP', () => {
  const udp = (outcome: PoolOutcome): PoolOutcome =>
    outcome.kind === 'unknown' ? outcome : { ...outcome, transport: 'udp' };
  const one = after(initialState(), list(0), answer(records(1), 0));

  test.each<readonly [string, State, PoolOutcome, boolean]>([
    ['not when it is none', known, { kind: 'unknown', why: 'timeout' }, false],
    ['not when it came over TCP', known, records(9), false],
    ['not when it has all that is known', known, udp(records(1, 2, 3)), false],
    ['when it lacks what is held', known, udp(records(1, 2)), true],
    ['when it lacks the only one', one, udp(records(9)), true],
    ['when it says that there is nothing', one, udp({ kind: 'absent', why: 'nodata', ...common }), true],
    ['not before there was one', after(initialState(), list(0)), udp(records(1)), false],
  ])('%s', (_name, state, outcome, expected) => {
    expect(needsTcp(state, 'a', outcome)).toBe(expected);
  });
});
