/**
 * The whole chain on the simulated account: its SQL and DNS, targets by HTTP, and what the program must not
 * load, tell or take. Each test has an account of its own.
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { repository } from '../tools/run.mjs';
import { accountWorld, endLater, endWorlds, targetsAt } from './support/account-world.ts';
import { startProcess } from './support/process.ts';
import { startSpcsSd, urlOf, type SpcsSd } from './support/spcs-sd.ts';
import type { TempFolder } from './support/temp.ts';

afterAll(endWorlds);
vi.setConfig({ testTimeout: 90_000 });
const password = 'hunter2-hunter2';
const pat = 'pat-0123456789abcdef';
const passphrase = 'open sesame, please';
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
});
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
    const all = await everythingSaid({ program, url, folder });
    expect(all).not.toContain(sandbox.sql.sessionToken());
    expect(all).toContain('"__meta_spcs_compute_pool_owner":"SYSADMIN"');
    expect(all).toContain('witness: driver=false');
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
});

/** Ways to log in: what a configuration says of each, and what must never be read anywhere. */
const logins: readonly Login[] = [
  {
    by: 'AuthTypePassword',
    entry: { user: 'ME', password, role: 'SYSADMIN' },
    secrets: [password],
  },
  { by: 'AuthTypePAT', entry: { pat_file: 'pat' }, secrets: [pat] },
  {
    by: 'AuthTypeKeyPair',
    entry: { user: 'ME', private_key_file: 'key', private_key_passphrase_file: 'passphrase' },
    secrets: [passphrase, privateKey.slice(60, 100)],
  },
];

interface Login {
  readonly by: string;
  readonly entry: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

describe.concurrent('http, logged in by', () => {
  test.each(logins)('$by, tells no secret', async ({ by, entry, secrets }) => {
    const { folder, sandbox, config, expected, startHttp } = await accountWorld({
      name: 'ME',
      password,
      pat,
      publicKey,
    });
    const files = { pat, key: privateKey, passphrase };
    for (const [name, text] of Object.entries(files)) await writeFile(folder.file(name), text);
    const flag = await config({ authenticator: by, token_path: undefined, ...entry });
    const [program, url] = await startHttp(flag, '--log.level=debug');
    await vi.waitFor(async () => expect(await targetsAt(`${url}/targets`)).toEqual(expected()), bound);
    if (by === 'AuthTypePassword') {
      // The driver goes on to ask an account that is gone for longer than anyone should wait.
      await sandbox.close();
      await program.says('reading the pool list takes long');
    } else {
      sandbox.sql.setFault({ fault: { kind: 'status', status: 401 }, times: 1000 });
      await program.says('the pool list cannot be read');
    }
    const all = await everythingSaid({ program, url, folder });
    // A JWT starts so.
    for (const secret of [...secrets, sandbox.sql.sessionToken(), 'eyJ']) expect(all).not.toContain(secret);
    // The driver is for passwords only.
    expect(all).toContain(`witness: driver=${by === 'AuthTypePassword'}`);
  });
});

/** Pages, state, command line and both streams of a program that is ended by this. */
async function everythingSaid({ program, url, folder }: Told): Promise<string> {
  const paths = ['/targets', '/metrics', '/api/v1/pools', '/'];
  const pages = paths.map(async (path) =>
    (await fetch(`${url}${path}`, { headers: { accept: 'text/html' } })).text(),
  );
  const cmdline = await readFile(`/proc/${program.pid}/cmdline`, 'utf8');
  const said = [...(await Promise.all(pages)), cmdline];
  const { stdout, stderr } = await program.stop();
  return [...said, stdout, stderr, await readFile(folder.file('spcs-sd.state.json'), 'utf8')].join('\n');
}

interface Told {
  readonly program: SpcsSd;
  readonly url: string;
  readonly folder: TempFolder;
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}
