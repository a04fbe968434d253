/**
 * Certificates, users and tokens that change while the program listens: new ones count from the next
 * connection or request on, broken ones change nothing and are told of once.
 */
import { copyFile, rename, symlink, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import type { RequestListener, ServerResponse } from 'node:http';
import bcrypt from 'bcrypt';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { makeCertificate, type Pair } from './support/certificates.ts';
import { httpsClient, type HttpsClient } from './support/https-client.ts';
import { needs } from './support/needs.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { startWeb, type TestWeb } from './support/web.ts';

const bound = { timeout: 20_000, interval: 10 };
const basic = (user: string, password: string): object => ({
  headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
});

let folder: TempFolder;
let authority: Pair;
let client: HttpsClient;
let pairs: Readonly<Record<'first' | 'second', Pair>>;
let files = 0;

/** A folder's worth of files under a name of its own, so that tests can run side by side. */
async function write(config: object): Promise<string> {
  const path = folder.file(`web-${files++}.yml`);
  await writeFile(path, stringify(config));
  return path;
}

async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

async function serverFiles(name: string): Promise<{ readonly cert_file: string; readonly key_file: string }> {
  await copyFile(pairs.first.certFile, folder.file(`${name}.pem`));
  await copyFile(pairs.first.keyFile, folder.file(`${name}.key`));
  return { cert_file: `${name}.pem`, key_file: `${name}.key` };
}

async function serverName(web: TestWeb): Promise<string> {
  const socket = await client.shake(web.port);
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return CN;
}

const told = ({ log }: TestWeb, level: string): readonly string[] =>
  log
    .filter((line) => line.level === level)
    .map(({ message, fields }) => `${message} ${String(fields?.['error'] ?? '')}`);

needs('openssl').describe.concurrent('changes while it listens', () => {
  beforeAll(async () => {
    folder = await tempFolder('web-reload');
    authority = await makeCertificate(folder, 'ca');
    client = httpsClient(authority);
    const names = 'DNS:localhost,IP:127.0.0.1';
    pairs = {
      first: await makeCertificate(folder, 'first', { issuer: authority, names }),
      second: await makeCertificate(folder, 'second', { issuer: authority, names }),
    };
  });
  afterAll(() => folder.remove());

  test('a new certificate is shown to the next client; an answer under way goes on', async () => {
    const waiting: ServerResponse[] = [];
    const handler: RequestListener = (_, response) => void waiting.push(response);
    const configFile = await write({ tls_server_config: await serverFiles('renewed') });
    const web = await startWeb({ configFile, handler });
    const agent = new Agent({ keepAlive: true });
    const slow = client.ask(web.port, { agent });
    await vi.waitFor(() => expect(waiting).toHaveLength(1), bound);
    waiting[0]?.write('half, ');
    await copyFile(pairs.second.certFile, folder.file('renewed.pem'));
    await copyFile(pairs.second.keyFile, folder.file('renewed.key'));
    await vi.waitFor(async () => expect(await serverName(web)).toBe('second'), bound);
    waiting[0]?.end('whole');
    expect(await slow).toBe('half, whole');
    expect(told(web, 'error')).toEqual([]);
    expect(told(web, 'info')).toEqual(['web configuration read again ']);
    agent.destroy();
    await web.close();
  });

  test('a link that is swapped, as Kubernetes does it, is a change', async () => {
    await symlink('first.pem', folder.file('swapped.pem'));
    await symlink('first.key', folder.file('swapped.key'));
    const tls = { cert_file: 'swapped.pem', key_file: 'swapped.key' };
    const web = await startWeb({ configFile: await write({ tls_server_config: tls }) });
    expect(await serverName(web)).toBe('first');
    for (const end of ['pem', 'key']) {
      await symlink(`second.${end}`, folder.file(`..swapped.${end}`));
      await rename(folder.file(`..swapped.${end}`), folder.file(`swapped.${end}`));
    }
    await vi.waitFor(async () => expect(await serverName(web)).toBe('second'), bound);
    await web.close();
  });

  test('a broken certificate changes nothing, is told of once, and is forgotten when mended', async () => {
    const web = await startWeb({
      configFile: await write({ tls_server_config: await serverFiles('broken') }),
    });
    await replace(folder.file('broken.key'), pairs.second.key);
    await vi.waitFor(() => expect(web.count('web-config-failed')).toBe(1), bound);
    expect(await serverName(web)).toBe('first');
    expect(told(web, 'error')).toEqual([
      expect.stringMatching(
        /^web configuration not taken over: the old one stays .*web-\d+\.yml:3:13: tls_server_config\.key_file: expected the certificate's private key, found another's in ".*broken\.key"$/,
      ),
    ]);
    await replace(folder.file('broken.pem'), 'nothing\n');
    await vi.waitFor(() => expect(web.count('web-config-failed')).toBe(2), bound);
    await replace(folder.file('broken.pem'), pairs.second.cert);
    await vi.waitFor(async () => expect(await serverName(web)).toBe('second'), bound);
    expect(web.count('web-config-failed'), 'once for each of the two').toBe(2);
    expect(web.count('web-config-taken'), 'the start and the mending').toBe(2);
    await web.close();
  });

  test('a user who is gone is out with the next request, on a kept connection too', async () => {
    const users = (passwords: Readonly<Record<string, string>>): object =>
      Object.fromEntries(Object.entries(passwords).map(([user, word]) => [user, bcrypt.hashSync(word, 4)]));
    const tls = await serverFiles('users');
    const configFile = await write({
      tls_server_config: tls,
      basic_auth_users: users({ alice: 'a', bob: 'b' }),
    });
    const web = await startWeb({ configFile, limits: { wrongDelay: 0 } });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const asAlice = { ...basic('alice', 'a'), agent };
    const asBob = { ...basic('bob', 'c'), agent };
    expect(await client.ask(web.port, asAlice)).toBe('answer');
    expect(await client.ask(web.port, asBob)).toMatch(/^Who asks/);
    await replace(configFile, stringify({ tls_server_config: tls, basic_auth_users: users({ bob: 'c' }) }));
    await vi.waitFor(async () => expect(await client.ask(web.port, asAlice)).toMatch(/^Who asks/), bound);
    expect(await client.ask(web.port, asBob)).toBe('answer');
    expect(web.events, 'one connection for all of it').not.toContainEqual({ kind: 'connections', count: 0 });
    agent.destroy();
    await web.close();
  });

  test('a file that comes later is waited for, and missed once', async () => {
    const configFile = await write({ tls_server_config: await serverFiles('earlier') });
    const web = await startWeb({ configFile });
    const both = { cert_file: 'later.pem', key_file: 'later.pem' };
    await replace(configFile, stringify({ tls_server_config: both }));
    await vi.waitFor(() => expect(web.count('web-config-failed')).toBe(1), bound);
    expect(told(web, 'error')).toHaveLength(2);
    for (let n = 0; n < 20; n++) expect(await serverName(web)).toBe('first');
    expect(web.count('web-config-failed')).toBe(1);
    await replace(folder.file('later.pem'), pairs.second.cert + pairs.second.key);
    await vi.waitFor(async () => expect(await serverName(web)).toBe('second'), bound);
    expect(web.count('web-config-failed')).toBe(1);
    await web.close();
  });

  test('tokens turn: the old and the new one are good together, then only the new one', async () => {
    const file = folder.file('tokens');
    const bearer = (token: string): object => ({ headers: { authorization: `Bearer ${token}` } });
    await writeFile(file, 'old-token-0123456789\n');
    const config = { tls_server_config: await serverFiles('tokens'), bearer_token_file: 'tokens' };
    const web = await startWeb({ configFile: await write(config), limits: { wrongDelay: 0 } });
    const asked = async (): Promise<readonly boolean[]> => {
      const tokens = ['old-token-0123456789', 'new-token-0123456789'];
      const answers = await Promise.all(tokens.map((token) => client.ask(web.port, bearer(token))));
      return answers.map((answer) => answer === 'answer');
    };
    expect(await asked()).toEqual([true, false]);
    await replace(file, 'new-token-0123456789\nold-token-0123456789\n');
    await vi.waitFor(async () => expect(await asked()).toEqual([true, true]), bound);
    await replace(file, 'short\n');
    await vi.waitFor(() => expect(web.count('web-config-failed')).toBe(1), bound);
    expect(told(web, 'error').join()).not.toContain('short');
    expect(await asked()).toEqual([true, true]);
    await replace(file, 'new-token-0123456789\n');
    await vi.waitFor(async () => expect(await asked()).toEqual([false, true]), bound);
    await web.close();
  });

  test('another authority: neither old certificates, nor old sessions, nor old connections', async () => {
    const other = await makeCertificate(folder, 'next-ca');
    const scraper = await makeCertificate(folder, 'scraper', { issuer: authority });
    const next = await makeCertificate(folder, 'next-scraper', { issuer: other });
    await copyFile(authority.certFile, folder.file('clients.pem'));
    const verify = { client_auth_type: 'RequireAndVerifyClientCert', client_ca_file: 'clients.pem' };
    const tls = { ...(await serverFiles('authority')), ...verify };
    const web = await startWeb({ configFile: await write({ tls_server_config: tls }) });
    const { cert, key } = scraper;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const before = await Promise.all(
      (['TLSv1.2', 'TLSv1.3'] as const).map(async (maxVersion) => {
        const socket = await client.shake(web.port, { cert, key, maxVersion });
        const ended = new Promise((resolve) => socket.once('close', resolve));
        const answered = new Promise((resolve) => socket.once('data', resolve));
        socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
        await answered;
        // With TLS 1.3 the tickets come after the handshake, and by now they have.
        return { maxVersion, session: socket.getSession(), ended };
      }),
    );
    expect(await client.ask(web.port, { cert, key, agent })).toBe('answer');
    for (const { session, maxVersion } of before) {
      const again = await client.shake(web.port, { cert, key, maxVersion, ...(session && { session }) });
      expect(again.isSessionReused(), maxVersion).toBe(true);
      again.destroy();
    }
    await replace(folder.file('clients.pem'), other.cert);
    await Promise.all(before.map(({ ended }) => ended));
    for (const { session, maxVersion } of before) {
      expect(await client.ask(web.port, { cert, key, maxVersion, ...(session && { session }) })).toMatch(
        /^refused/,
      );
    }
    expect(await client.ask(web.port, { cert, key, agent })).toMatch(/^refused/);
    expect(await client.ask(web.port, { cert: next.cert, key: next.key })).toBe('answer');
    agent.destroy();
    await web.close();
  });

  test('an edit that lets everybody in, or turns TLS off, waits for a reload that someone asks for', async () => {
    const tls = await serverFiles('exposed');
    const users = { alice: bcrypt.hashSync('a', 4) };
    const configFile = await write({ tls_server_config: tls, basic_auth_users: users });
    const web = await startWeb({ configFile });
    await replace(configFile, stringify({ tls_server_config: tls }));
    await vi.waitFor(() => expect(web.count('web-config-failed')).toBe(1), bound);
    expect(told(web, 'error').join()).toMatch(/would let everybody in: send SIGHUP if it should$/);
    expect(await client.ask(web.port)).toMatch(/^Who asks/);
    await replace(configFile, stringify({ basic_auth_users: users }));
    await vi.waitFor(() => expect(web.count('web-config-failed')).toBe(2), bound);
    expect(told(web, 'error').join()).toMatch(/would turn TLS off: send SIGHUP if it should$/);
    await replace(configFile, '');
    await vi.waitFor(() => expect(web.count('web-config-failed')).toBe(3), bound);
    expect(await client.ask(web.port)).toMatch(/^Who asks/);

    await replace(configFile, '{}');
    const prepared = await web.web.prepare();
    if (prepared.kind === 'failed') throw new Error(prepared.lines.join());
    expect(await client.ask(web.port), 'not before it is taken over').toMatch(/^Who asks/);
    prepared.value();
    expect(await (await fetch(`http://127.0.0.1:${web.port}/`)).text()).toBe('answer');
    expect(await client.ask(web.port)).toMatch(/^refused/);
    await replace(configFile, stringify({ tls_server_config: tls }));
    await vi.waitFor(async () => expect(await client.ask(web.port)).toBe('answer'), bound);
    await web.close();
  });

  test('headers and the rate are those of the moment, and plain requests to TLS get none', async () => {
    const configFile = await write({ http_server_config: { headers: { 'X-Frame-Options': 'deny' } } });
    const web = await startWeb({ configFile });
    const url = `http://127.0.0.1:${web.port}/`;
    const header = async (name: string): Promise<string | null> => (await fetch(url)).headers.get(name);
    expect([await header('x-frame-options'), await header('x-content-type-options')]).toEqual([
      'deny',
      'nosniff',
    ]);
    await replace(configFile, stringify({ rate_limit: { interval: '1h', burst: 3 } }));
    await vi.waitFor(async () => expect(await header('x-frame-options')).toBeNull(), bound);
    await vi.waitFor(async () => expect((await fetch(url)).status).toBe(429), bound);
    expect(await header('retry-after')).toBe('1');
    await replace(configFile, stringify({ tls_server_config: await serverFiles('headers') }));
    await vi.waitFor(async () => expect(await client.ask(web.port)).toBe('answer'), bound);
    await expect(fetch(url)).rejects.toThrow();
    expect(web.count('tls-failed', 'handshake')).toBeGreaterThan(0);
    await web.close();
  });
});
