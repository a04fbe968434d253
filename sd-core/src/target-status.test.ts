/** Each target of a pool as a page shows it: three pools on one clock, everything observed over TCP. */
import { expect, test } from 'vitest';
import {
  defaultPolicy,
  initialState,
  poolTargets,
  step,
  type Observation,
  type PoolTargetStatus,
} from './index.ts';

function listed(observedAtMs: number, ...names: readonly string[]): Observation {
  const pools = names.map((name) => ({ name, endpoint: `${name}.internal` }));
  return { of: 'list', observedAtMs, outcome: { kind: 'known', origin: 'service', pools } };
}

function answered(pool: string, observedAtMs: number, ...nodes: readonly number[]): Observation {
  const records = nodes.map((node) => ({ host: `192.0.2.${node}`, port: 9001, node: `n${node}.internal` }));
  const facts = { recordType: 'SRV', transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  return { of: 'pool', pool, observedAtMs, outcome: { kind: 'records', records, ...facts } };
}

/** At 50 s: `a` has lost a node, `b` claims one of `a`, and the list lacks `c`. */
const { state } = step(
  initialState(),
  [
    listed(1000, 'a', 'b', 'c'),
    answered('a', 2000, 1, 2),
    answered('b', 2000, 2, 3),
    answered('c', 2000, 4),
    answered('a', 30_000, 2),
    listed(40_000, 'a', 'b'),
  ],
  50_000,
  defaultPolicy,
);

const target = (node: number, rest: Partial<PoolTargetStatus> & { readonly owner: string }): unknown => ({
  address: `192.0.2.${node}:9001`,
  node: `n${node}.internal`,
  heldForMs: null,
  ...rest,
});

test('a target that answers lack says since when its removal waits', () => {
  expect(poolTargets(state, 'a', 50_000)).toEqual([
    target(1, { owner: 'a', heldForMs: 20_000 }),
    target(2, { owner: 'a' }),
  ]);
});

test('a target that an earlier pool claims too names its owner', () => {
  expect(poolTargets(state, 'b', 50_000)).toEqual([target(2, { owner: 'a' }), target(3, { owner: 'b' })]);
});

test('a pool that the list lacks takes its targets with it', () => {
  expect(poolTargets(state, 'c', 50_000)).toEqual([target(4, { owner: 'c', heldForMs: 10_000 })]);
});

test('of a pool that nobody knows nothing is said', () => {
  expect(poolTargets(state, 'nobody', 50_000)).toBeUndefined();
});
