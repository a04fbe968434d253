/** What a step makes of changed facts: groups by node, and events in an order of their own. */
import { expect, test } from 'vitest';
import { defaultPolicy, initialState, step, type Observation, type State } from './index.ts';

function listed(...names: readonly string[]): Observation {
  const pools = names.map((name) => ({ name, endpoint: `${name}.internal` }));
  return { of: 'list', observedAtMs: 1000, outcome: { kind: 'known', origin: 'service', pools } };
}

/** `nodes`: the last number of each address, and the name of its node. */
function answered(pool: string, observedAtMs: number, nodes: Readonly<Record<number, string>>): Observation {
  const records = Object.entries(nodes).map(([at, node]) => ({ host: `192.0.2.${at}`, port: 9001, node }));
  const route = { recordType: 'SRV', transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  return { of: 'pool', pool, observedAtMs, outcome: { kind: 'records', records, ...route } };
}

function nodes({ view }: State): readonly (string | undefined)[] {
  return view.groups.map(({ labels }) => labels['__meta_spcs_node']);
}

const perNode = { ...defaultPolicy, perNode: true };

test('a target whose node has another name moves to the group of that node', () => {
  const { state } = step(initialState(), [listed('a'), answered('a', 2000, { 1: 'n1' })], 2000, perNode);
  expect(nodes(step(state, [answered('a', 3000, { 1: 'other' })], 3000, perNode).state)).toEqual(['other']);
});

test('another setting of labels.per_node builds the groups anew, without any observation', () => {
  const observations = [listed('a'), answered('a', 2000, { 1: 'n1', 2: 'n2' })];
  const { state } = step(initialState(), observations, 2000, defaultPolicy);
  const split = step(state, [], 2001, perNode).state;
  expect(nodes(state)).toEqual([undefined]);
  expect(nodes(split)).toEqual(['n1', 'n2']);
  expect(nodes(step(split, [], 2002, defaultPolicy).state)).toEqual([undefined]);
});

test('a conflict is told again only when other pools are in it', () => {
  const observations = [
    listed('a', 'b', 'c'),
    ...['a', 'b', 'c'].map((pool) => answered(pool, 2000, { 1: 'n1' })),
    answered('c', 3000, { 2: 'n2' }),
  ];
  const { state } = step(initialState(), observations, 3000, defaultPolicy);
  const { events } = step(state, [answered('c', 903_000, { 2: 'n2' })], 903_000, defaultPolicy);
  expect(events.map(({ kind }) => kind)).toEqual(['targets-removed', 'removal-cleared']);
  expect(state.view.claimCount).toBe(4);
});

test('changes and conflicts are told by name, not in the order in which they were seen', () => {
  const observations = [listed('a', 'b', 'c'), answered('a', 2000, { 1: 'n1', 3: 'n3' })];
  const { state } = step(initialState(), observations, 2000, defaultPolicy);
  const late = [answered('c', 3000, { 3: 'n3' }), answered('b', 4000, { 1: 'n1' })];
  const { events } = step(state, late, 4000, defaultPolicy);
  expect(events.flatMap((event) => (event.kind === 'targets-added' ? [event.pool] : []))).toEqual(['b', 'c']);
  expect(events.flatMap((event) => (event.kind === 'conflict' ? [event.target] : []))).toEqual([
    '192.0.2.1:9001',
    '192.0.2.3:9001',
  ]);
});
