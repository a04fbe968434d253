/** What metrics and pages are told, of two pools on one clock. */
import { expect, test } from 'vitest';
import {
  defaultPolicy,
  initialState,
  listStatus,
  needsTcp,
  poolStatuses,
  poolsToAsk,
  step,
  type KnownList,
  type Observation,
  type PoolOutcome,
  type RecordsOutcome,
  type State,
} from './index.ts';

function records(...nodes: readonly number[]): RecordsOutcome {
  return {
    kind: 'records',
    records: nodes.map((node) => ({ host: `192.0.2.${node}`, port: 9001, node: `n${node}.example` })),
    recordType: 'SRV',
    transport: 'tcp',
    ttlSeconds: 30,
    doubtful: false,
  };
}

function listed(observedAtMs: number, endpoints: Readonly<Record<string, string>>): Observation {
  const pools = Object.entries(endpoints).map(([name, endpoint]) => ({ name, endpoint }));
  const outcome: KnownList = { kind: 'known', origin: 'service', pools };
  return { of: 'list', observedAtMs, outcome };
}

function answered(pool: string, observedAtMs: number, outcome: PoolOutcome): Observation {
  return { of: 'pool', pool, observedAtMs, outcome };
}

function after(...observations: readonly Observation[]): State {
  return step(initialState(), observations, 100_000, defaultPolicy).state;
}

const bothListed = listed(1000, { a: 'a.internal', b: 'b.internal' });

test('a pool tells its answer with its age, what it holds and why lookups fail', () => {
  const state = after(
    bothListed,
    answered('a', 2000, records(1, 2, 3)),
    answered('a', 30_000, records(1, 2)),
    answered('b', 40_000, { kind: 'unknown', why: 'servfail', detail: '127.0.0.1 said so' }),
    answered('b', 50_000, { kind: 'unknown', why: 'timeout' }),
  );
  expect(poolStatuses(state, 100_000)).toEqual([
    {
      pool: 'a',
      endpoint: 'a.internal',
      metadata: {},
      listed: true,
      targets: 3,
      held: 1,
      answer: { kind: 'records', ageMs: 70_000, recordType: 'SRV', transport: 'tcp' },
      failure: null,
      refused: [],
    },
    {
      pool: 'b',
      endpoint: 'b.internal',
      metadata: {},
      listed: true,
      targets: 0,
      held: 0,
      answer: null,
      failure: { why: 'timeout', forMs: 60_000 },
      refused: [],
    },
  ]);
});

test('the reason for a failure keeps its detail', () => {
  const state = after(
    bothListed,
    answered('a', 2000, { kind: 'unknown', why: 'servfail', detail: 'said so' }),
  );
  expect(poolStatuses(state, 3000)[0]?.failure).toEqual({ why: 'servfail', detail: 'said so', forMs: 1000 });
});

test('the list tells its age, and since when it fails', () => {
  expect(listStatus(initialState(), 5000)).toEqual({ origin: null, ageMs: null, failure: null, skipped: [] });
  const outcome = { kind: 'unknown', why: 'down', reason: 'unreachable' } as const;
  const failed: Observation = { of: 'list', observedAtMs: 2000, outcome };
  expect(listStatus(after(bothListed), 5000)).toMatchObject({
    origin: 'service',
    ageMs: 4000,
    failure: null,
  });
  expect(listStatus(after(bothListed, failed), 5000)).toMatchObject({
    ageMs: 4000,
    failure: { why: 'down', reason: 'unreachable', forMs: 3000 },
  });
});

test('only an answer over UDP that lacks something is asked again over TCP', () => {
  const state = after(bothListed, answered('a', 2000, records(1, 2)));
  const udp = (outcome: RecordsOutcome): PoolOutcome => ({ ...outcome, transport: 'udp' });
  expect(needsTcp(state, 'a', udp(records(1)))).toBe(true);
  expect(needsTcp(state, 'a', udp(records(1, 2, 3)))).toBe(false);
  expect(needsTcp(state, 'a', records(1))).toBe(false);
  expect(needsTcp(state, 'nobody', udp(records(1)))).toBe(false);
});

test('a pool that has given SRV stays known for it, until it has another name in the DNS', () => {
  const before = [bothListed, answered('a', 2000, records(1))];
  const gaveSrv = (state: State): unknown => poolsToAsk(state)[0]?.gaveSrv;
  expect(gaveSrv(after(...before, listed(3000, { a: 'a.internal' })))).toBe(true);
  expect(gaveSrv(after(...before, listed(3000, { a: 'moved.internal' })))).toBe(false);
});

test('a failure without a detail has none', () => {
  const state = after(bothListed, answered('a', 2000, { kind: 'unknown', why: 'timeout' }));
  expect(poolStatuses(state, 100_000)[0]?.failure).toStrictEqual({ why: 'timeout', forMs: 98_000 });
});
