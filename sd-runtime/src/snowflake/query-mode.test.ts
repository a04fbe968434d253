/** Which statement names the pools, and what of a pool stays when another one does. */
import { describe, expect, it, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createFakeLookup } from '../testing/fake-lookup.ts';
import { addresses } from '../testing/lookup-world.ts';
import { endpoint, listOf, poolsOf, statements, whyOf, worldPerTest } from '../testing/snowflake-world.ts';

const { open, at, ran, told } = worldPerTest();
const { call, show } = statements;

describe('auto', () => {
  it('takes SHOW when the function is unknown, tries it hourly, and keeps every endpoint', async () => {
    await open(['a', 'b'], { switches: { endpointsFunction: 'missing' } });
    const clock = createFakeClock();
    const template = 'monitor.{pool}.snowflakecomputing.internal';
    const source = at().source({ clock, endpointTemplate: template });
    const built = (await poolsOf(source)).map((pool) => pool.endpoint);
    expect(built).toEqual(['monitor.a.snowflakecomputing.internal', 'monitor.b.snowflakecomputing.internal']);
    expect(told('mode-changed')).toMatchObject([{ mode: 'show_compute_pools' }]);
    at().api.setSwitches({ endpointsFunction: 'present' });
    at().setPools(['a', 'b', 'c']);
    at().api.forget();
    await clock.advance(3_599_999);
    await listOf(source);
    expect(ran()).toEqual([show]);
    await clock.advance(1);
    const pools = await poolsOf(source);
    expect(pools.map((pool) => pool.endpoint)).toEqual([...built, 'monitor.c.snowflakecomputing.internal']);
    expect(told('mode-changed')).toHaveLength(2);
    at().setPools(['a', 'd']);
    expect((await poolsOf(source)).map((pool) => pool.endpoint)).toEqual([built[0], endpoint('d')]);
    expect(told('endpoint-kept')).toHaveLength(3);
  });

  it('takes SHOW when the function is not permitted, but not after it has worked', async () => {
    await open(['a'], { switches: { endpointsFunction: 'not-permitted' } });
    expect(await poolsOf(at().source())).toHaveLength(1);
    at().api.setSwitches({ endpointsFunction: 'present' });
    const source = at().source();
    await poolsOf(source);
    at().api.setSwitches({ endpointsFunction: 'not-permitted' });
    expect(await whyOf(source)).toContain('003001 (42501)');
    at().api.setSwitches({ endpointsFunction: 'missing' });
    expect(await poolsOf(source)).toHaveLength(1);
  });

  test.each([
    ['status', { kind: 'status', status: 400 }],
    ['garbage', { kind: 'garbage' }],
    ['another SQL error', { kind: 'sql-error', code: '000605', sqlState: '57014' }],
    ['an unreadable cell', { kind: 'cell', text: '{}' }],
  ] as const)('does not take SHOW for %s', async (_, fault) => {
    await open(['a']);
    at().api.setFault({ fault, statement: 'monitor-endpoints' });
    expect(await whyOf(at().source())).toContain('SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS');
    expect(told('mode-changed')).toEqual([]);
  });

  it('stays with SHOW when the hourly try fails, whatever the failure', async () => {
    await open(['a'], { switches: { endpointsFunction: 'missing' } });
    const clock = createFakeClock();
    const source = at().source({ clock });
    await poolsOf(source);
    await clock.advance(3_600_000);
    at().api.setFault({ fault: { kind: 'garbage' }, statement: 'monitor-endpoints' });
    expect(await poolsOf(source)).toHaveLength(1);
    expect(ran().filter((statement) => statement === call)).toHaveLength(2);
  });

  it('without the function is not known when only the function may be asked', async () => {
    await open(['a'], { switches: { endpointsFunction: 'missing' } });
    expect(await whyOf(at().source({ query: 'monitor_endpoints' }))).toContain('Unknown function');
  });
});

describe('underscores', () => {
  test.each(['_', '-'] as const)(
    'that DNS writes as %s keep their metadata and their name',
    async (underscore) => {
      await open(['my_pool'], { switches: { underscore } });
      const source = at().source();
      const name = `my${underscore}pool`;
      const expected = [{ name, endpoint: endpoint(name), metadata: { state: 'ACTIVE' } }];
      expect(await poolsOf(source)).toMatchObject(expected);
      expect(told('underscore-met')).toEqual([{ kind: 'underscore-met', writtenAs: underscore }]);
      at().api.setSwitches({ endpointsFunction: 'missing' });
      expect(await poolsOf(source)).toMatchObject(expected);
      at().setPools(['my_pool', 'your_pool']);
      expect((await poolsOf(source)).at(-1)?.endpoint).toBe(endpoint(`your${underscore}pool`));
      at().api.setSwitches({ endpointsFunction: 'present' });
    },
  );

  it('of names that were only built tell nothing', async () => {
    await open(['my_pool'], { switches: { endpointsFunction: 'missing' } });
    await poolsOf(at().source());
    expect(told('underscore-met')).toEqual([]);
  });

  it('are asked of the DNS where names must be built', async () => {
    await open(['my_pool'], { switches: { endpointsFunction: 'missing' } });
    const lookup = createFakeLookup({ names: {} });
    const source = at().source({ lookup });
    expect(await poolsOf(source)).toMatchObject([{ endpoint: endpoint('my_pool') }]);
    lookup.setWorlds({ names: { [endpoint('my-pool')]: { A: addresses('10.0.0.1') } } });
    expect(await poolsOf(source)).toMatchObject([{ name: 'my_pool', endpoint: endpoint('my-pool') }]);
    expect(told('underscore-met')).toEqual([{ kind: 'underscore-met', writtenAs: '-' }]);
    const asked = lookup.questions.length;
    await poolsOf(source);
    expect(lookup.questions).toHaveLength(asked);
  });

  it('are written as the template says where names must be built', async () => {
    await open(['my_pool']);
    const endpointTemplate = 'discover.monitor.{pool-}.cp.spcs.internal';
    const source = at().source({ query: 'show_compute_pools', endpointTemplate });
    expect(await poolsOf(source)).toMatchObject([{ name: 'my_pool', endpoint: endpoint('my-pool') }]);
  });
});
