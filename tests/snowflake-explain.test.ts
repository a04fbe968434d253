/**
 * What `targets` and `lookup` say of an account on stderr, word by word: what Snowflake answered, as whom, and
 * what became of each pool.
 */
import { writeFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { startDnsServer } from '@spcs-sd/sandbox';
import { accountWorld, byPool, endWorlds } from './support/account-world.ts';
import { runHere } from './support/run-here.ts';

afterAll(endWorlds);

const call = 'CALL SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS()';
const endpoint = (pool: string): string => `discover.monitor.${pool}.cp.spcs.internal`;
const withoutTimes = (text: string): string =>
  text.replaceAll(/\d+\.\d\d s/g, 'T s').replaceAll(/127\.0\.0\.1:\d+/g, 'HERE');

describe('targets explains', () => {
  test('what Snowflake answered, as whom, and what became of each pool', async () => {
    const { sandbox, config, folder, expected } = await accountWorld();
    await sandbox.setSwitches({ idleListed: false });
    const { code, stdout, stderr } = await runHere(['targets', await config()]);
    const { spare: _, ...listed } = expected();
    expect(byPool(stdout)).toEqual(listed);
    expect(code).toBe(0);
    const [first, ...lines] = withoutTimes(stderr).trimEnd().split('\n');
    expect(first).toBe(
      `Snowflake: http://HERE, account SANDBOX, the credential's own role, AuthTypeToken (${folder.file('token')})`,
    );
    // The two statements are sent at once.
    expect(lines.slice(0, 2).toSorted()).toEqual([
      `  ${call}: 1 row after T s`,
      '  SHOW COMPUTE POOLS: 5 rows after T s',
    ]);
    expect(lines.slice(2)).toEqual([
      "  DNS writes a pool's underscore as _",
      '  the function is there and names 4 pools; metadata of 4',
      '  visible, but not named by the function, as pools without the privilege MONITOR: spare',
      'pool list: 4 pools',
      `skipped: odd$name: endpoint "${endpoint('odd$name')}" has "$", which DNS names of hosts cannot hold`,
      'DNS servers: HERE',
      `asleep: ${endpoint('asleep')}: over udp: the name does not exist (NXDOMAIN), TTL 5 s → 0 targets; the list says SUSPENDED, 0 nodes`,
      `batch_jobs: ${endpoint('batch_jobs')}: A and AAAA over udp: 2 records, TTL 5 s; for SRV over udp: the name has no records of this type (NODATA), TTL 5 s → 2 targets; the list says ACTIVE, 2 nodes`,
      `web: ${endpoint('web')}: SRV over udp: 3 records, TTL 5 s → 3 targets; the list says ACTIVE, 3 nodes`,
      'in all 5 targets of 3 pools: 1 by A and AAAA over udp, 1 by SRV over udp, 1 without records',
    ]);
  });

  test('that the function is missing, that SRV is refused, and that pools are not known', async () => {
    const { sandbox, config } = await accountWorld();
    await sandbox.setSwitches({ endpointsFunction: 'missing', srv: 'refused', withoutNodes: 'servfail' });
    const { code, stdout, stderr } = await runHere(['targets', await config()]);
    expect([code, stdout]).toEqual([1, '']);
    for (const said of [
      `  ${call}: no answer after T s: Snowflake refused it: 002140 (42601)`,
      '  the function is not to be had, so SHOW COMPUTE POOLS names the pools',
      '  SHOW COMPUTE POOLS names 5 pools; metadata of 5; endpoints are made by the template discover.monitor.{pool}.cp.spcs.internal',
      `asleep: ${endpoint('asleep')}: not known: the server could not answer (SERVFAIL)`,
      'for SRV not known: the server refused to answer (REFUSED)',
      'error: incomplete: 1 of 4 pools gave no answer',
    ]) {
      expect(withoutTimes(stderr)).toContain(said);
    }
  });

  test('why there is no list', async () => {
    const { config, folder } = await accountWorld();
    await writeFile(folder.file('token'), 'not-a-good-one');
    const { code, stderr } = await runHere(['targets', await config({ role: 'R' })]);
    expect(code).toBe(1);
    expect(withoutTimes(stderr)).toContain(
      'pool list: Snowflake at http://HERE (account SANDBOX, role R): SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS: ' +
        'it answered 401 (390303: Invalid OAuth access token.): the session token is not accepted',
    );
    expect(stderr).not.toContain('not-a-good-one');
  });

  test('with compat: plugin the targets of the plugin, and whom its filter leaves out', async () => {
    const { sandbox, config, expected } = await accountWorld();
    const records = [...sandbox.expectedTargets()].flatMap(([pool, targets]) =>
      targets.map((target) => ({
        name: `metrics.${pool}.snowflakecomputing.internal`,
        type: 'A' as const,
        ttlSeconds: 5,
        address: target.split(':')[0] ?? '',
      })),
    );
    const zone = { origin: 'snowflakecomputing.internal', serial: 1, negativeTtlSeconds: 5, records };
    const dns = await startDnsServer(zone, 0);
    const { code, stdout, stderr } = await runHere([
      'targets',
      await config({ compat: 'plugin' }, dns.address),
    ]);
    await dns.close();
    expect(code).toBe(0);
    expect(byPool(stdout)).toEqual({ web: expected()['web'] });
    expect(stderr).toContain(
      "  left out by the plugin's filter (active, owned by SYSADMIN): asleep, batch_jobs, spare",
    );
  });
});

describe('lookup explains', () => {
  test('a pool by the name that Snowflake gives it', async () => {
    const { sandbox, config, expected } = await accountWorld();
    await sandbox.setSwitches({ underscore: '-' });
    const { code, stdout, stderr } = await runHere(['lookup', await config(), 'BATCH_JOBS']);
    expect([code, stdout.trim().split('\n')]).toEqual([0, expected()['batch_jobs']]);
    expect(stderr).toContain(`\npool batch-jobs: ACTIVE, 2 nodes; endpoint ${endpoint('batch-jobs')}\n`);
    expect(stderr).toMatch(/^Snowflake: http/);
    expect(stderr.trimEnd()).toMatch(/\ndecision: 2 targets from A and AAAA, as there is no SRV$/);
  });

  test.each([
    [
      'spare',
      'the pool "spare" is visible, but the function does not name it: see that this role has MONITOR',
    ],
    ['odd$name', `the pool's endpoint "${endpoint('odd$name')}" has "$"`],
    ['wbe', 'the list of 4 pools has no "wbe": did you mean web?'],
  ])('why %s cannot be asked for', async (name, message) => {
    const { sandbox, config } = await accountWorld();
    await sandbox.setSwitches({ idleListed: false });
    const { code, stdout, stderr } = await runHere(['lookup', await config(), name]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`error: ${message}`);
  });
});
