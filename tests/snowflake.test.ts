/**
 * The whole chain on the simulated account: its SQL and DNS, targets by HTTP, and what the program must not
 * load, tell or take. Each test has an account of its own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { repository } from '../tools/run.mjs';
import { accountWorld, endLater, endWorlds, targetsAt } from './support/account-world.ts';
import { startProcess } from './support/process.ts';
import { startSpcsSd, urlOf } from './support/spcs-sd.ts';

afterAll(endWorlds);
vi.setConfig({ testTimeout: 90_000 });
const bound = { timeout: 60_000, interval: 20 };

describe.concurrent('http', () => {
  test('serves what the account has, follows it, and tells no secret', async () => {
    const { sandbox, folder, config, expected, startHttp } = await accountWorld();
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
    const { config, folder } = await accountWorld();
    const main = join(repository, 'sd-cli', 'bundle', 'main.js');
    const flag = await config({ refresh_interval: '60s' });
    const args = [main, 'http', flag, '--web.listen-address=127.0.0.1:0'];
    args.push(`--state.file=${folder.file('state.json')}`);
    const program = await startProcess(process.execPath, args);
    endLater(() => program.stop());
    await vi.waitFor(() => expect(program.output()).toContain('the first list of targets is ready'), bound);
    // Where the start left more, it is given back by the first collection of garbage in quiet times.
    const isIdle = async (): Promise<void> =>
      expect(await residentBytes(program.pid)).toBeLessThan(90_000_000);
    await vi.waitFor(isIdle, { timeout: 150_000, interval: 500 });
  }, 180_000);

  test("without a configuration is 503 instead of mdservice's null while it knows nothing", async () => {
    const { sandbox, folder } = await accountWorld();
    const env = {
      SNOWFLAKE_ACCOUNT: sandbox.sql.accountName,
      SNOWFLAKE_HOST: sandbox.sql.host,
      SNOWFLAKE_PORT: `${sandbox.sql.port}`,
      SNOWFLAKE_PROTOCOL: 'http',
    };
    const args = ['http', '--web.listen-address=127.0.0.1:0', '--state.file='];
    const program = startSpcsSd(args, { cwd: folder.path, env });
    endLater(() => program.stop());
    const url = await urlOf(program);
    for (const path of ['/', '/targets', '/anything/at/all']) {
      const response = await fetch(`${url}${path}`);
      expect([path, response.status, response.headers.has('retry-after')]).toEqual([path, 503, true]);
    }
    expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
    await program.says("the session token's file /snowflake/session/token");
  });

  test('loads the driver for a password, and only then', async () => {
    const { config, expected, startHttp } = await accountWorld();
    const entry = {
      authenticator: 'AuthTypePassword',
      user: 'ME',
      password: 'hunter2-hunter2',
      role: 'SYSADMIN',
      token_path: undefined,
    };
    const [program, url] = await startHttp(await config(entry), '--state.file=');
    await vi.waitFor(async () => expect(await targetsAt(`${url}/targets`)).toEqual(expected()), bound);
    const pages = await Promise.all(
      ['/targets', '/metrics', '/api/v1/pools'].map(async (path) => (await fetch(`${url}${path}`)).text()),
    );
    const { stdout, stderr, code } = await program.stop();
    expect(stderr).toContain('witness: driver=true');
    for (const text of [stdout, stderr, ...pages]) expect(text).not.toContain('hunter2');
    expect(code).toBe(0);
  });
});

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}
