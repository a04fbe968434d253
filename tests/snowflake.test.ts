/**
 * The whole chain with the built program: the account's SQL and DNS, targets by HTTP, and what a
 * container without a configuration does.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDnsServer, startSandbox, type Sandbox } from '@spcs-sd/sandbox';
import { stringify } from 'yaml';
import { repository } from '../tools/run.mjs';
import { startProcess } from './support/process.ts';
import { runSpcsSd, startSpcsSd, urlOf, type Ended, type SpcsSd } from './support/spcs-sd.ts';
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

let sandbox: Sandbox;
let folder: TempFolder;
let programs: SpcsSd[];

beforeEach(async () => {
  programs = [];
  folder = await tempFolder('snowflake');
  sandbox = await startSandbox({
    nodePort: 0,
    pools: [
      { name: 'web', nodes: 3 },
      { name: 'batch_jobs', nodes: 2, publishes: 'a', owner: 'OTHER' },
      { name: 'asleep', nodes: 2, suspended: true },
      { name: 'odd$name', nodes: 1 },
    ],
    ttlSeconds: 1,
    negativeTtlSeconds: 1,
    sql: { user: { name: 'ME', password: 'hunter2-hunter2' } },
  });
  await writeFile(folder.file('token'), sandbox.sql.sessionToken());
  await writeFile(folder.file('witness.mjs'), witness);
});
afterEach(async () => {
  await Promise.all(programs.map((program) => program.stop()));
  await sandbox.close();
  await folder.remove();
});

async function config(
  entry: Readonly<Record<string, unknown>> = {},
  server = sandbox.dnsAddress,
): Promise<string> {
  const { host, port, accountName: account } = sandbox.sql;
  const own = { authenticator: 'AuthTypeToken', token_path: 'token', account, host, port, protocol: 'http' };
  const text = stringify({
    pools: { snowflake: { ...own, refresh_interval: '1s', ...entry } },
    dns: {
      servers: [server],
      port: sandbox.nodePort,
      min_refresh: '200ms',
      max_refresh: '500ms',
    },
    retention: { confirm_for: '500ms', confirm_collapse: '500ms' },
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  });
  await writeFile(folder.file('spcs-sd.yml'), text);
  return `--config.file=${folder.file('spcs-sd.yml')}`;
}

interface Group {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

const byPool = (groups: readonly Group[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(groups.map(({ labels, targets }) => [labels['__meta_spcs_compute_pool_name'], targets]));

/** Pools with targets, as the sandbox has them. */
const expected = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries([...sandbox.expectedTargets()].filter(([, targets]) => targets.length > 0));

async function startHttp(...args: readonly string[]): Promise<readonly [SpcsSd, string]> {
  const env = { NODE_OPTIONS: `--import=${folder.file('witness.mjs')}` };
  const program = startSpcsSd(['http', ...args, '--web.listen-address=127.0.0.1:0'], {
    cwd: folder.path,
    env,
  });
  programs.push(program);
  return [program, await urlOf(program)];
}

const targetsAt = async (url: string): Promise<Readonly<Record<string, readonly string[]>>> =>
  byPool((await (await fetch(url)).json()) as readonly Group[]);

test('http serves what the account has, follows it, and tells no secret', async () => {
  const [program, url] = await startHttp(await config(), '--log.level=debug');
  await vi.waitFor(async () => expect(await targetsAt(`${url}/targets`)).toEqual(expected()), 15_000);
  expect(Object.keys(expected())).toEqual(['batch_jobs', 'web']);
  await sandbox.change({ kind: 'scale', pool: 'web', nodes: 5 });
  await sandbox.change({ kind: 'resume', pool: 'asleep' });
  await sandbox.change({ kind: 'suspend', pool: 'batch_jobs' });
  await vi.waitFor(async () => expect(await targetsAt(`${url}/targets`)).toEqual(expected()), 15_000);
  const token = sandbox.sql.sessionToken();
  const pages = await Promise.all(
    ['/targets', '/metrics', '/api/v1/pools'].map(async (path) => (await fetch(`${url}${path}`)).text()),
  );
  await vi.waitFor(async () => readFile(folder.file('spcs-sd.state.json')), 15_000);
  const { stdout, stderr } = await program.stop();
  const state = await readFile(folder.file('spcs-sd.state.json'), 'utf8');
  for (const text of [stdout, stderr, state, ...pages]) expect(text).not.toContain(token);
  expect(pages[0]).toContain('"__meta_spcs_compute_pool_owner":"SYSADMIN"');
  expect(stderr).toContain('witness: driver=false');
});

async function residentBytes({ pid }: { readonly pid: number }): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

/** Node 20 alone takes some 40 MB, later ones more: what is ours must fit into the rest of 90 MB. */
const ownBytes = 50_000_000;

test('http idles within 50 MB of Node alone, which is under 90 MB resident on Node 20', async () => {
  const args = [
    'http',
    await config({ refresh_interval: '60s' }),
    '--web.listen-address=127.0.0.1:0',
    '--state.file=',
  ];
  const main = join(repository, 'sd-cli', 'bundle', 'main.js');
  const bare = await startProcess(process.execPath, [
    '-e',
    'setInterval(() => undefined, 1000); console.log(1)',
  ]);
  const program = await startProcess(process.execPath, [main, ...args]);
  try {
    await vi.waitFor(() => expect(bare.output()).toBe('1\n'), 15_000);
    await vi.waitFor(() => expect(program.output()).toContain('the first list of targets is ready'), 15_000);
    const limit = (await residentBytes(bare)) + ownBytes;
    // What the start took is given back by the first collection of garbage in quiet times.
    const isIdle = async (): Promise<void> => expect(await residentBytes(program)).toBeLessThan(limit);
    await vi.waitFor(isIdle, { timeout: 90_000, interval: 1000 });
  } finally {
    await Promise.all([program.stop(), bare.stop()]);
  }
}, 120_000);

test('http answers 404 elsewhere when it has a configuration', async () => {
  const [, url] = await startHttp(await config());
  expect((await fetch(`${url}/anything`)).status).toBe(404);
});

describe('without a configuration', () => {
  const env = (): Readonly<Record<string, string>> => ({
    SNOWFLAKE_ACCOUNT: sandbox.sql.accountName,
    SNOWFLAKE_HOST: sandbox.sql.host,
    SNOWFLAKE_PORT: `${sandbox.sql.port}`,
    SNOWFLAKE_PROTOCOL: 'http',
  });

  test("http answers on every path, and 503 instead of mdservice's null while it knows nothing", async () => {
    const args = ['http', '--web.listen-address=127.0.0.1:0', '--state.file='];
    const program = startSpcsSd(args, { cwd: folder.path, env: env() });
    programs.push(program);
    const url = await urlOf(program);
    for (const path of ['/', '/targets', '/anything/at/all']) {
      const response = await fetch(`${url}${path}`);
      expect([path, response.status, response.headers.has('retry-after')]).toEqual([path, 503, true]);
    }
    expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
    await program.says("the session token's file /snowflake/session/token");
  });
});

async function runTargets(args: readonly string[]): Promise<Ended> {
  return runSpcsSd(['targets', ...args], { cwd: folder.path });
}

test('targets explains what Snowflake answered and what became of each pool', async () => {
  const { code, stdout, stderr } = await runTargets([await config()]);
  expect(byPool(JSON.parse(stdout) as readonly Group[])).toEqual(expected());
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /Snowflake answered: statement CALL SYSTEM\$GET_COMPUTE_POOL_MONITOR_ENDPOINTS\(\), rows 1/,
  );
  expect(stderr).toMatch(/Snowflake answered: statement SHOW COMPUTE POOLS, rows 4/);
  expect(stderr).toMatch(/^web: discover\.monitor\.web\.cp\.spcs\.internal: SRV over udp: 3 records/m);
});

test('compat gives the targets of the plugin: active pools of the current role, by addresses', async () => {
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
  const { code, stdout, stderr } = await runTargets([await config({ compat: 'plugin' }, dns.address)]);
  await dns.close();
  expect(stderr).not.toContain('batch_jobs: ');
  expect(code).toBe(0);
  expect(byPool(JSON.parse(stdout) as readonly Group[])).toEqual({ web: expected()['web'] });
});

test('a password works with the same program, and only then loads the driver', async () => {
  const entry = {
    authenticator: 'AuthTypePassword',
    user: 'ME',
    password: 'hunter2-hunter2',
    role: 'SYSADMIN',
  };
  const [program, url] = await startHttp(await config({ ...entry, token_path: undefined }));
  await vi.waitFor(async () => expect(await targetsAt(`${url}/targets`)).toEqual(expected()), 15_000);
  const { stderr, code } = await program.stop();
  expect(stderr).toContain('witness: driver=true');
  expect(stderr).not.toContain('hunter2');
  expect(code).toBe(0);
});
