/** The source against the simulated account, over real HTTP. */
import { describe, expect, it, test } from 'vitest';
import type { ListFailureReason } from '@spcs-sd/core';
import type { SqlFault } from '@spcs-sd/sandbox';
import { poolSourceSuite } from '../testing/pool-source-suite.ts';
import {
  endpoint,
  listOf,
  poolsOf,
  statements,
  whyOf,
  worldPerTest,
  type PoolOf,
} from '../testing/snowflake-world.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { systemClock } from '../system-clock.ts';
import { pluginEndpointTemplate } from './options.ts';

const { open, at, ran, told } = worldPerTest();
const { call, show, role } = statements;

describe('suite', () => {
  poolSourceSuite('Snowflake', async (pools) => {
    const { api, setPools, source } = await open(pools.map(({ name }) => name));
    return {
      source: source(),
      change: async (next) => {
        api.setFault(undefined);
        setPools(next.map(({ name }) => name));
        return Promise.resolve();
      },
      break: () => Promise.resolve(api.setFault({ fault: { kind: 'garbage' } })),
    };
  });
});

describe('what a refresh costs', () => {
  const thousand = Array.from({ length: 1000 }, (_, index) => `pool${index}`);

  test.each([
    ['without metadata', { metadata: false }, [call]],
    ['with metadata', {}, [call, show]],
    ["with the plugin's filter", { filter: 'plugin' as const }, [call, show, role]],
    ['by SHOW alone', { query: 'show_compute_pools' as const }, [show]],
    [
      'as the plugin',
      {
        query: 'show_compute_pools' as const,
        filter: 'plugin' as const,
        endpointTemplate: pluginEndpointTemplate,
      },
      [show, role],
    ],
  ])('of 1,000 pools %s: its statements and no login', async (_, options, statements) => {
    await open(thousand);
    const source = at().source(options);
    expect(await poolsOf(source)).toHaveLength(1000);
    expect(new Set(ran())).toEqual(new Set(statements));
    expect(at().api.requests()).toHaveLength(statements.length);
    expect(
      at()
        .api.requests()
        .filter(({ kind }) => kind === 'login'),
    ).toEqual([]);
  });
});

describe('metadata', () => {
  it('is joined by name', async () => {
    await open([{ name: 'a', owner: 'R', state: 'SUSPENDED', nodes: [] }]);
    expect(await poolsOf(at().source())).toEqual([
      {
        name: 'a',
        endpoint: endpoint('a'),
        metadata: {
          state: 'SUSPENDED',
          owner: 'R',
          instanceFamily: 'CPU_X64_S',
          isExclusive: false,
          activeNodes: 0,
        },
      },
    ]);
  });

  it('is found by columns that come in any order, with more of them and without some', async () => {
    await open(['a']);
    at().api.setFault({
      fault: { kind: 'columns', without: ['owner', 'application'] },
      statement: 'show-compute-pools',
    });
    const source = at().source();
    const metadata = { state: 'ACTIVE', instanceFamily: 'CPU_X64_S', isExclusive: false, activeNodes: 1 };
    expect(await poolsOf(source)).toEqual([{ name: 'a', endpoint: endpoint('a'), metadata }]);
    await listOf(source);
    expect(told('column-missing')).toEqual([
      { kind: 'column-missing', column: 'owner' },
      { kind: 'column-missing', column: 'application' },
    ]);
  });

  it('that cannot be had leaves the pools without it, so that the last one stays', async () => {
    await open(['a']);
    const source = at().source();
    await listOf(source);
    at().api.setFault({
      fault: { kind: 'sql-error', code: '000001', sqlState: 'X' },
      statement: 'show-compute-pools',
    });
    expect(await poolsOf(source)).toEqual([{ name: 'a', endpoint: endpoint('a') }]);
    expect(told('metadata-failed')).toHaveLength(1);
    await listOf(source);
    expect(told('metadata-failed')).toHaveLength(1);
    at().api.setFault(undefined);
    await listOf(source);
    expect(told('metadata-recovered')).toHaveLength(1);
  });

  it('is waited for by the first list, and no longer than its grace', async () => {
    await open(['a']);
    const clock = createFakeClock();
    const source = at().source({ clock, metadataGraceMs: 120_000 });
    at().api.setFault({
      fault: { kind: 'sql-error', code: '000001', sqlState: 'X' },
      statement: 'show-compute-pools',
    });
    expect(await whyOf(source)).toContain(
      'metadata is not there yet: SHOW COMPUTE POOLS: Snowflake refused it: 000001',
    );
    await clock.advance(119_999);
    expect(await whyOf(source)).toContain('metadata is not there yet');
    await clock.advance(1);
    expect(await poolsOf(source)).toEqual([{ name: 'a', endpoint: endpoint('a') }]);
  });
});

describe('who is named, and who is not', () => {
  it('is told: which statement named the pools, and which visible ones the function leaves out', async () => {
    await open(['a', { name: 'spare', idle: true, state: 'IDLE' }], { switches: { idleListed: false } });
    const source = at().source();
    await poolsOf(source);
    await poolsOf(source);
    const named = { kind: 'pools-named', mode: 'monitor_endpoints', pools: 1, described: 1 };
    expect(told('pools-named')).toEqual([named, named]);
    expect(told('pools-unnamed')).toEqual([{ kind: 'pools-unnamed', pools: ['spare'] }]);
    at().api.setSwitches({ endpointsFunction: 'missing' });
    await poolsOf(source);
    expect(told('pools-named').at(-1)).toEqual({
      ...named,
      mode: 'show_compute_pools',
      pools: 2,
      described: 2,
    });
  });
});

describe("the plugin's filter", () => {
  const pools: readonly PoolOf[] = [
    { name: 'mine', owner: 'Sysadmin' },
    { name: 'theirs', owner: 'OTHER' },
    { name: 'asleep', state: 'SUSPENDED', nodes: [] },
  ];

  it('keeps active pools of the current role, whatever the case', async () => {
    await open(pools);
    expect((await poolsOf(at().source({ filter: 'plugin' }))).map(({ name }) => name)).toEqual(['mine']);
    const left = ['theirs', 'asleep'];
    expect(told('pools-filtered')).toEqual([
      { kind: 'pools-filtered', pools: left, currentRole: 'SYSADMIN' },
    ]);
    const asPlugin = {
      filter: 'plugin',
      query: 'show_compute_pools',
      endpointTemplate: pluginEndpointTemplate,
    } as const;
    expect(await poolsOf(at().source(asPlugin))).toMatchObject([
      { name: 'mine', endpoint: 'metrics.mine.snowflakecomputing.internal' },
    ]);
  });

  test.each(['state', 'owner', 'name'])(
    'without the column %s the list is not known, and says so',
    async (column) => {
      await open(pools);
      at().api.setFault({ fault: { kind: 'columns', without: [column] }, statement: 'show-compute-pools' });
      expect(await whyOf(at().source({ filter: 'plugin' }))).toContain(`gave no column "${column}"`);
    },
  );

  it('without the current role drops nothing: the list is not known', async () => {
    await open(pools);
    at().api.setFault({
      fault: { kind: 'sql-error', code: '000001', sqlState: 'X' },
      statement: 'current-role',
    });
    expect(await whyOf(at().source({ filter: 'plugin' }))).toContain(
      'SELECT CURRENT_ROLE(): Snowflake refused it: 000001 (X)',
    );
  });
});

describe('what cannot be believed', () => {
  it('keeps pools that a damaged answer hides, and only those', async () => {
    await open(['a', 'b', 'c']);
    const source = at().source({ metadata: false });
    await poolsOf(source);
    const cell = JSON.stringify([endpoint('a'), null, 7, endpoint('d')]);
    at().api.setFault({ fault: { kind: 'cell', text: cell } });
    expect((await poolsOf(source)).map(({ name }) => name)).toEqual(['a', 'd', 'b', 'c']);
    expect(told('pools-kept')).toEqual([{ kind: 'pools-kept', pools: ['b', 'c'] }]);
    expect(told('entry-refused')).toEqual([
      { kind: 'entry-refused', entry: '"null"', why: 'is no text' },
      { kind: 'entry-refused', entry: '"7"', why: 'is no text' },
    ]);
    at().api.setFault(undefined);
    expect((await poolsOf(source)).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('does not let names that can never be asked keep pools that are gone', async () => {
    await open(['a', 'b']);
    const source = at().source({ metadata: false });
    await poolsOf(source);
    at().api.setFault({ fault: { kind: 'cell', text: JSON.stringify([endpoint('a'), 'too.few']) } });
    expect((await poolsOf(source)).map(({ name }) => name)).toEqual(['a']);
  });

  it('says that a role may see no pool', async () => {
    await open(['a']);
    const source = at().source({ role: 'SYSADMIN' });
    at().api.setFault({ fault: { kind: 'wrong-role' } });
    expect(await poolsOf(source)).toEqual([]);
    await poolsOf(source);
    expect(told('no-pools')).toHaveLength(1);
    expect(JSON.stringify(told('no-pools'))).toMatch(
      /role SYSADMIN may not see any. Grant it MONITOR on the pools/,
    );
  });

  it('does not take NULL for a role that sees no pool', async () => {
    await open([], { switches: { noPoolsCell: 'null' } });
    expect(await whyOf(at().source())).toContain('expected a JSON array of host names, found NULL');
  });

  test.each<readonly [SqlFault | 'no-token', ListFailureReason]>([
    [{ kind: 'status', status: 401 }, 'unauthorized'],
    [{ kind: 'status', status: 408 }, 'timeout'],
    [{ kind: 'sql-error', code: '000605', sqlState: '57014' }, 'refused'],
    [{ kind: 'cut' }, 'unreachable'],
    [{ kind: 'garbage' }, 'malformed'],
    [{ kind: 'cell', text: '{}' }, 'malformed'],
    [{ kind: 'huge' }, 'limit'],
    ['no-token', 'credentials'],
  ])('%j: the reason is %s', async (fault, reason) => {
    await open(['a']);
    if (fault !== 'no-token') at().api.setFault({ fault });
    const tokenPath = fault === 'no-token' ? '/nowhere/token' : at().tokenPath;
    const authenticator = { kind: 'token', tokenPath } as const;
    const source = at().source({ authenticator, metadata: false, maxBytes: 100_000 });
    expect(await listOf(source)).toMatchObject({ kind: 'unknown', reason });
  });

  it('names host, account and role in its errors', async () => {
    await open(['a']);
    expect(await whyOf(at().source({ role: 'NOT_MINE' }))).toMatch(
      /^Snowflake at http:\/\/127\.0\.0\.1:\d+ \(account SANDBOX, role NOT_MINE\): .*Role 'NOT_MINE'/,
    );
  });
});

test('more than 10,000 pools are read page by page', async () => {
  const pools = Array.from({ length: 20_500 }, (_, index) => `p${String(index).padStart(5, '0')}`);
  await open(pools);
  const found = await poolsOf(at().source({ query: 'show_compute_pools', clock: systemClock }));
  expect(found.map(({ name }) => name)).toEqual(pools);
  expect(ran()).toEqual([show, `${show} LIMIT 10000 FROM 'P09999'`, `${show} LIMIT 10000 FROM 'P19999'`]);
});
