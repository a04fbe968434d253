import { expect, it, test } from 'vitest';
import { readPoolRows, type PoolRows } from './pool-rows.ts';

const read = (
  columns: readonly string[],
  rows: readonly (string | null)[][],
  required?: string[],
): PoolRows => readPoolRows({ kind: 'rows', columns, rows }, required);

it('finds columns by name, whatever their order and number', () => {
  const columns = [
    'extra',
    'active_nodes',
    'application',
    'is_exclusive',
    'instance_family',
    'owner',
    'state',
    'name',
  ];
  expect(read(columns, [['x', '3', 'APP', 'true', 'F', 'R', 'ACTIVE', 'A']])).toEqual({
    kind: 'pools',
    pools: [
      {
        name: 'A',
        metadata: {
          state: 'ACTIVE',
          owner: 'R',
          instanceFamily: 'F',
          application: 'APP',
          isExclusive: true,
          activeNodes: 3,
        },
      },
    ],
    refused: [],
    missingColumns: [],
  });
});

it('counts idle nodes too: they publish metrics as the active ones do', () => {
  const found = read(
    ['name', 'active_nodes', 'idle_nodes'],
    [
      ['A', '0', '2'],
      ['B', '3', '1'],
      ['C', '1', null],
      ['D', null, '1'],
    ],
  );
  const counts = found.kind === 'pools' ? found.pools.map(({ metadata }) => metadata.activeNodes) : [];
  expect(counts).toEqual([2, 4, 1, undefined]);
});

test.each([null, '', 'x', '-1', '1e9', '12345678901'])('a number of nodes of %j is not known', (cell) => {
  expect(read(['name', 'active_nodes', 'is_exclusive'], [['A', cell, cell]])).toMatchObject({
    pools: [{ name: 'A', metadata: {} }],
  });
});

it('leaves out a row without a name, alone', () => {
  const found = read(
    ['state', 'name'],
    [
      ['ACTIVE', null],
      ['ACTIVE', 'B'],
      ['ACTIVE', ''],
    ],
  );
  expect(found).toMatchObject({
    pools: [{ name: 'B' }],
    refused: [
      { entry: 'row 1', why: 'has no name' },
      { entry: 'row 3', why: 'has no name' },
    ],
  });
});

it('is unreadable without names, and says what there is', () => {
  expect(read(['nom', 'state'], [])).toEqual({
    kind: 'unreadable',
    why: 'SHOW COMPUTE POOLS gave no column "name", only nom, state',
  });
});

it('is unreadable without what is needed, and says where', () => {
  expect(read(['name', 'state'], [], ['state', 'owner'])).toMatchObject({
    why: expect.stringContaining('"owner"'),
  });
  const rows = [
    ['A', 'ACTIVE'],
    ['B', null],
  ];
  expect(read(['name', 'state'], rows, ['state'])).toEqual({
    kind: 'unreadable',
    why: 'row 2 of SHOW COMPUTE POOLS has nothing in column "state"',
  });
});
