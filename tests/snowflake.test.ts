/**
 * The whole chain on the simulated account: its SQL and DNS, targets by HTTP, what the commands say of it,
 * and what the program must not load, tell or take. Each test has an account of its own.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { startDnsServer, startSandbox, type Sandbox } from '@spcs-sd/sandbox';
import { stringify } from 'yaml';
import { repository } from '../tools/run.mjs';
import { startProcess } from './support/process.ts';
import { runHere } from './support/run-here.ts';
import { startSpcsSd, urlOf, type SpcsSd } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

/** Says at the end whether the driver was loaded. */
const witness = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(process.cwd() + "/x.js");',
  "process.on('exit', () => {",
  "  const driver = Object.keys(require.cache).some((path) => path.includes('snowflake-sdk'));",
  '  process.stderr.write(`witness: driver=${driver}\\n`);',
  '});',
].join('\n');

const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

interface World {
  readonly sandbox: Sandbox;
  readonly folder: TempFolder;
  /** Writes a configuration of the account, and gives the flag for it. `server`: another DNS server. */
  readonly config: (entry?: Readonly<Record<string, unknown>>, server?: string) => Promise<string>;
  /** Pools with targets, as the sandbox has them. */
  readonly expected: () => Targets;
  readonly startHttp: (...args: readonly string[]) => Promise<readonly [SpcsSd, string]>;
}

type Targets = Readonly<Record<string, readonly string[]>>;

async function world(): Promise<World> {
  const folder = await tempFolder('snowflake');
  const sandbox = await startSandbox({
    nodePort: 9001,
    serveNodes: false,
    pools: [
      { name: 'web', nodes: 3 },
      { name: 'batch_jobs', nodes: 2, publishes: 'a', owner: 'OTHER' },
      { name: 'asleep', nodes: 2, suspended: true },
      { name: 'spare', nodes: 1, idle: true },
      { name: 'odd$name', nodes: 1 },
    ],
    ttlSeconds: 1,
    negativeTtlSeconds: 1,
    sql: { user: { name: 'ME', password: 'hunter2-hunter2' } },
  });
  ends.push(() => folder.remove(), sandbox.close);
  await writeFile(folder.file('token'), sandbox.sql.sessionToken());
  await writeFile(folder.file('witness.mjs'), witness);
  const config: World['config'] = async (entry = {}, server = sandbox.dnsAddress) => {
    const { host, port, accountName: account } = sandbox.sql;
    const own = {
      authenticator: 'AuthTypeToken',
      token_path: 'token',
      account,
      host,
      port,
      protocol: 'http',
    };
    const text = stringify({
      pools: { snowflake: { ...own, refresh_interval: '300ms', ...entry } },
      dns: { servers: [server], min_refresh: '100ms', max_refresh: '200ms' },
      // How long removals wait is tested elsewhere.
      retention: { confirm_for: 0, confirm_collapse: 0 },
      limits: { allow_cidrs: ['127.0.0.0/8'] },
    });
    await writeFile(folder.file('spcs-sd.yml'), text);
    return `--config.file=${folder.file('spcs-sd.yml')}`;
  };
  return {
    sandbox,
    folder,
    config,
    expected: () =>
      Object.fromEntries([...sandbox.expectedTargets()].filter(([, targets]) => targets.length > 0)),
    startHttp: async (...args) => {
      const env = { NODE_OPTIONS: `--import=${folder.file('witness.mjs')}` };
      const flags = ['http', ...args, '--web.listen-address=127.0.0.1:0'];
      const program = startSpcsSd(flags, { cwd: folder.path, env });
      ends.push(() => program.stop());
      return [program, await urlOf(program)];
    },
  };
}

interface Group {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

const byPool = (text: string): Targets => {
  const groups: readonly Group[] = JSON.parse(text);
  return Object.fromEntries(
    groups.map(({ labels, targets }) => [labels['__meta_spcs_compute_pool_name'], targets]),
  );
};
const targetsAt = async (url: string): Promise<Targets> => byPool(await (await fetch(url)).text());

vi.setConfig({ testTimeout: 90_000 });
const bound = { timeout: 60_000, interval: 20 };

describe.concurrent('http', () => {
  test('serves what the account has, follows it, and tells no secret', async () => {
    const { sandbox, folder, config, expected, startHttp } = await world();
    const [program, url] = await startHttp(await config(), '--log.level=debug');
    await vi.waitFor(async () => expect(await targetsAt(`${url}/targets`)).toEqual(expected()), bound);
    expect(Object.keys(expected())).toEqual(['batch_jobs', 'spare', 'web']);
    expect((await fetch(`${url}/anything`)).status).toBe(404);
    await sandbox.change({ kind: 'scale', pool: 'web', nodes: 5 });
    await sandbox.change({ kind: 'resume', pool: 'asleep' });
    await sandbox.change({ kind: 'suspend', pool: 'batch_jobs' });
    await vi.waitFor(async () => expect(await targetsAt(`${url}/targets`)).toEqual(expected()), bound);
    const token = sandbox.sql.sessionToken();
    const pages = await Promise.all(
      ['/targets', '/metrics', '/api/v1/pools', '/'].map(async (path) =>
        (await fetch(`${url}${path}`, { headers: { accept: 'text/html' } })).text(),
      ),
    );
    await vi.waitFor(async () => readFile(folder.file('spcs-sd.state.json')), bound);
    const cmdline = await readFile(`/proc/${program.pid}/cmdline`, 'utf8');
    const { stdout, stderr } = await program.stop();
    const state = await readFile(folder.file('spcs-sd.state.json'), 'utf8');
    for (const text of [stdout, stderr, state, cmdline, ...pages]) expect(text).not.toContain(token);
    expect(pages[0]).toContain('"__meta_spcs_compute_pool_owner":"SYSADMIN"');
    expect(stderr).toContain('witness: driver=false');
  });

  test('idles under 90 MB resident', async () => {
    const { config, folder } = await world();
    const main = join(repository, 'sd-cli', 'bundle', 'main.js');
    const flag = await config({ refresh_interval: '60s' });
    const args = [main, 'http', flag, '--web.listen-address=127.0.0.1:0'];
    args.push(`--state.file=${folder.file('state.json')}`);
    const program = await startProcess(process.execPath, args);
    ends.push(() => program.stop());
    await vi.waitFor(() => expect(program.output()).toContain('the first list of targets is ready'), bound);
    // Where the start left more, it is given back by the first collection of garbage in quiet times.
    const isIdle = async (): Promise<void> =>
      expect(await residentBytes(program.pid)).toBeLessThan(90_000_000);
    await vi.waitFor(isIdle, { timeout: 150_000, interval: 500 });
  }, 180_000);

  test("without a configuration is 503 instead of mdservice's null while it knows nothing", async () => {
    const { sandbox, folder } = await world();
    const env = {
      SNOWFLAKE_ACCOUNT: sandbox.sql.accountName,
      SNOWFLAKE_HOST: sandbox.sql.host,
      SNOWFLAKE_PORT: `${sandbox.sql.port}`,
      SNOWFLAKE_PROTOCOL: 'http',
    };
    const args = ['http', '--web.listen-address=127.0.0.1:0', '--state.file='];
    const program = startSpcsSd(args, { cwd: folder.path, env });
    ends.push(() => program.stop());
    const url = await urlOf(program);
    for (const path of ['/', '/targets', '/anything/at/all']) {
      const response = await fetch(`${url}${path}`);
      expect([path, response.status, response.headers.has('retry-after')]).toEqual([path, 503, true]);
    }
    expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
    await program.says("the session token's file /snowflake/session/token");
  });

  test('loads the driver for a password, and only then', async () => {
    const { config, expected, startHttp } = await world();
    const entry = {
      authenticator: 'AuthTypePassword',
      user: 'ME',
      password: 'hunter2-hunter2',
      role: 'SYSADMIN',
      token_path: undefined,
    };
    const [program, url] = await startHttp(await config(entry), '--state.file=');
    await vi.waitFor(async () => expect(await targetsAt(`${url}/targets`)).toEqual(expected()), bound);
    const { stderr, code } = await program.stop();
    expect(stderr).toContain('witness: driver=true');
    expect(stderr).not.toContain('hunter2');
    expect(code).toBe(0);
  });
});

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

const call = 'CALL SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS()';
const endpoint = (pool: string): string => `discover.monitor.${pool}.cp.spcs.internal`;
const withoutTimes = (text: string): string =>
  text.replaceAll(/\d+\.\d\d s/g, 'T s').replaceAll(/127\.0\.0\.1:\d+/g, 'HERE');

describe('targets explains', () => {
  test('what Snowflake answered, as whom, and what became of each pool', async () => {
    const { sandbox, config, folder, expected } = await world();
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
    const { sandbox, config } = await world();
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
      expect(withoutTimes(stderr)).toContain(`${said}`);
    }
  });

  test('why there is no list', async () => {
    const { config, folder } = await world();
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
    const { sandbox, config, expected } = await world();
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
    const { sandbox, config, expected } = await world();
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
    const { sandbox, config } = await world();
    await sandbox.setSwitches({ idleListed: false });
    const { code, stdout, stderr } = await runHere(['lookup', await config(), name]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`error: ${message}`);
  });
});
