/** What is read from a state file, field by field, and what is said of a file that is spoilt in one place. */
import { describe, expect, test } from 'vitest';
import { getFrom } from './paged-map.ts';
import {
  applyPolicy,
  defaultPolicy,
  initialState,
  needsTcp,
  poolTargets,
  restoreState,
  step,
  type StateFile,
} from './index.ts';
import type { State } from './state.ts';
import { targetListOf } from './target-list.ts';

const target = { address: '192.0.2.2:9001', node: 'n2' };
const heldTimes = { lackingForMs: 10, lastSeenAgeMs: 20, recordType: 'A', transport: 'tcp' } as const;
const held = { address: '192.0.2.3:9001', ...heldTimes };
const metadata = {
  state: 'ACTIVE',
  owner: 'r',
  instanceFamily: 'CPU_X64_S',
  application: 'app',
  isExclusive: true,
  activeNodes: 2,
};
const answer = {
  kind: 'records',
  ageMs: 5,
  targets: [target, { address: '192.0.2.1:9001' }],
  recordType: 'SRV',
  transport: 'udp',
  negativeTtlMs: 7,
  firmForMs: 30,
  emptyForMs: null,
} as const;
const pool = {
  name: 'a',
  endpoint: 'a.internal',
  listedForMs: 100,
  metadata,
  metadataAgeMs: 40,
  missingForMs: null,
  gaveSrv: true,
  answer,
  // One that the answer has, too; and not in order.
  held: [{ ...held, address: '192.0.2.4:9001' }, { ...heldTimes, ...target }, held],
} as const;
const bare = { ...pool, name: 'b', metadata: {}, answer: null, held: [] } as const;
const list = { knownAgeMs: 40, origin: 'service', emptyForMs: null, isCurrent: true } as const;
const file: StateFile = {
  version: 1,
  fingerprint: 'f',
  savedAtWallMs: 0,
  confirmedAgeMs: 5,
  begun: true,
  collapseEndedForMs: 50,
  list,
  pools: [pool, bare],
};

const context = { fingerprint: 'f', nowMs: 1000, wallMs: 0, policy: defaultPolicy };

function restore(data: unknown): State {
  const restored = restoreState(data, context);
  if (restored.kind === 'rejected') throw new Error(restored.why);
  return restored.state;
}

describe('a good file gives', () => {
  test('the list and how far publishing had come', () => {
    const { pools: _pools, view: _view, ...others } = restore(file);
    const { pools, view, ...initial } = initialState();
    expect(others).toStrictEqual({
      ...initial,
      confirmedAtMs: 995,
      publication: { ...initial.publication, begun: true, collapseEndedAtMs: 950 },
      list: { ...initial.list, observedAtMs: 960, knownAtMs: 960, origin: 'service', isCurrent: true },
    });
    expect([pools.size, view.names]).toEqual([0, []]);
  });

  test('the pools, their targets by address, and none of them twice', () => {
    const route = { recordType: 'A', transport: 'tcp' } as const;
    const times = { node: '', lackingSinceMs: 990, lastSeenAtMs: 980, ...route };
    expect(getFrom(restore(file).pools, 'a')).toStrictEqual({
      name: 'a',
      endpoint: 'a.internal',
      listedAtMs: 900,
      metadata,
      metadataAtMs: 960,
      missingSinceMs: null,
      observedAtMs: 995,
      answer: {
        kind: 'records',
        observedAtMs: 995,
        targets: targetListOf([{ address: '192.0.2.1:9001', node: '' }, target]),
        recordType: 'SRV',
        transport: 'udp',
        negativeTtlMs: 7,
        firmSinceMs: 970,
        emptySinceMs: null,
      },
      held: [
        { address: '192.0.2.3:9001', ...times },
        { address: '192.0.2.4:9001', ...times },
      ],
      failure: null,
      gaveSrv: true,
      refused: [],
      dropped: false,
    });
  });

  test('a pool of which nothing is known', () => {
    const state = restore(file);
    expect(getFrom(state.pools, 'b')).toMatchObject({ answer: null, held: [], observedAtMs: null });
    expect(getFrom(state.pools, 'b')?.metadata).toStrictEqual({});
  });

  test('indexes as a step makes them', () => {
    const { view } = restore(file);
    expect(view).toMatchObject({ names: ['a', 'b'], pending: ['a'], unanswered: ['b'], claimCount: 4 });
    expect(view.groups.map(({ targets }) => targets.length)).toEqual([4]);
  });
});

test.each([false, true])('what a pool without an answer holds is published (per node: %s)', (perNode) => {
  const holding = { ...pool, answer: null, held: [held] } as const;
  const policy = { ...defaultPolicy, perNode };
  const restored = restoreState({ ...file, pools: [holding] }, { ...context, policy });
  if (restored.kind === 'rejected') throw new Error(restored.why);
  const { state } = restored;
  expect(state.view.groups.map(({ targets }) => targets)).toEqual([[held.address]]);
  expect(poolTargets(state, 'a', 1000)).toMatchObject([{ address: held.address, heldForMs: 10 }]);
});

test('a file that was saved before anything was confirmed is expired', () => {
  const { snapshot } = step(restore({ ...file, confirmedAgeMs: null, pools: [] }), [], 1000, defaultPolicy);
  expect(snapshot).toMatchObject({ kind: 'expired', confirmedAtMs: -Infinity });
});

test('no pool goes while no list is known, however long it is said to be missing', () => {
  const missing = { ...bare, missingForMs: 2_000_000 };
  const state = restore({ ...file, list: { ...list, knownAgeMs: null }, pools: [missing] });
  expect(step(state, [], 1000, defaultPolicy).state.view.names).toEqual(['b']);
});

describe('a pool that holds targets and has no answer, which no program of ours writes,', () => {
  const stateOf = (): State => restore({ ...file, pools: [{ ...pool, answer: null, held: [held] }] });
  const common = { transport: 'udp', ttlSeconds: 30, doubtful: false } as const;

  test('takes an answer over UDP', () => {
    const observation = {
      of: 'pool',
      pool: 'a',
      observedAtMs: 1001,
      outcome: { kind: 'absent', why: 'nodata', ...common },
    } as const;
    const { state: next } = step(stateOf(), [observation], 1001, defaultPolicy);
    expect(getFrom(next.pools, 'a')).toMatchObject({ answer: null, failure: { why: 'other' } });
  });

  test('is not asked again over TCP when the answer has them', () => {
    const records = [{ host: '192.0.2.3', port: 9001 }];
    const outcome = { kind: 'records', records, recordType: 'A', ...common } as const;
    expect(needsTcp(stateOf(), 'a', outcome)).toBe(false);
  });

  test('loses what new settings refuse, and has no answer as before', () => {
    const limits = { ...defaultPolicy.limits, allowCidrs: ['192.0.2.9/32'] };
    const { state } = applyPolicy(stateOf(), { ...defaultPolicy, limits });
    expect(getFrom(state.pools, 'a')).toMatchObject({ answer: null, held: [] });
  });
});

const spoilt = 'x';

/** `file` with something else in one place. */
function withPool(change: object): unknown {
  return { ...file, pools: [{ ...pool, ...change }] };
}

describe('a spoilt file is refused with the place', () => {
  test.each<readonly [unknown, string]>([
    [{ ...file, list: { ...list, knownAgeMs: spoilt } }, '$.list.knownAgeMs: expected a number, found "x"'],
    [{ ...file, list: { ...list, emptyForMs: spoilt } }, '$.list.emptyForMs: expected a number, found "x"'],
    [
      { ...file, list: { ...list, isCurrent: spoilt } },
      '$.list.isCurrent: expected true or false, found "x"',
    ],
    [{ ...file, confirmedAgeMs: spoilt }, '$.confirmedAgeMs: expected a number, found "x"'],
    [{ ...file, begun: spoilt }, '$.begun: expected true or false, found "x"'],
    [{ ...file, collapseEndedForMs: spoilt }, '$.collapseEndedForMs: expected a number, found "x"'],
    [{ ...file, pools: spoilt }, '$.pools: expected an array, found "x"'],
    [withPool({ answer: spoilt }), '$.pools[0].answer: expected an object, found "x"'],
    [withPool({ held: [spoilt] }), '$.pools[0].held[0]: expected an object, found "x"'],
    [withPool({ metadata: spoilt }), '$.pools[0].metadata: expected an object, found "x"'],
    [
      withPool({ answer: { ...answer, targets: [spoilt] } }),
      '$.pools[0].answer.targets[0]: expected an object, found "x"',
    ],
    [{ ...file, pools: [pool, pool] }, '$.pools: a pool stands there twice'],
    [withPool({ name: '' }), '$.pools: "" cannot be asked in the DNS'],
  ])('%#', (data, why) => {
    expect(restoreState(data, context)).toEqual({ kind: 'rejected', why });
  });

  test('also when the settings of today allow fewer pools', () => {
    const limits = { ...defaultPolicy.limits, maxPools: 1 };
    expect(restoreState(file, { ...context, policy: { ...defaultPolicy, limits } })).toEqual({
      kind: 'rejected',
      why: 'it holds 2 pools, limits.max_pools allows 1',
    });
  });
});
