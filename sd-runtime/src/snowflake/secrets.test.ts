/** Nothing secret leaves the source: not in a list, an error or an event, whatever goes wrong. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { safeText } from './safe-text.ts';
import { listOf, snowflakeWorld } from '../testing/snowflake-world.ts';
import type { SnowflakeAuthenticator } from './options.ts';

const password = 'hunter2-hunter2-hunter2';
const pat = 'pat-0123456789abcdef';
const passphrase = 'open sesame, please';
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
});

const faults = [
  undefined,
  { kind: 'status', status: 401 },
  { kind: 'status', status: 503 },
  { kind: 'garbage' },
  { kind: 'cut' },
  { kind: 'sql-error', code: '1', sqlState: '2' },
] as const;

test('searched for in all output', async () => {
  const world = await snowflakeWorld(['a'], { user: { name: 'ME', password, pat, publicKey } });
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(world.folder, name), text);
    return join(world.folder, name);
  };
  const authenticators: readonly SnowflakeAuthenticator[] = [
    { kind: 'token', tokenPath: world.tokenPath },
    { kind: 'pat', patPath: await file('pat', pat) },
    {
      kind: 'key-pair',
      user: 'ME',
      privateKeyPath: await file('key', privateKey),
      passphrasePath: await file('passphrase', passphrase),
    },
    {
      kind: 'key-pair',
      user: 'ME',
      privateKeyPath: await file('not-a-key', `${privateKey.slice(40)}${password}`),
    },
    { kind: 'password', user: 'ME', password: { kind: 'text', text: password } },
    {
      kind: 'password',
      user: 'ME',
      password: { kind: 'file', path: await file('wrong', `${password}-wrong`) },
    },
  ];
  const said: string[] = [];
  // What echoes the request is the worst that a server can do.
  const echo = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = JSON.stringify(request.headers) + Buffer.concat(chunks).toString();
      response.writeHead(422).end(JSON.stringify({ code: '1', sqlState: '2', message }));
    });
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const address = echo.address();
  const echoPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  for (const authenticator of authenticators) {
    for (const port of [world.api.port, ...(authenticator.kind === 'password' ? [] : [echoPort])]) {
      for (const fault of authenticator.kind === 'password' ? [undefined] : faults) {
        world.api.setFault(fault === undefined ? undefined : { fault, times: 3 });
        const source = world.source({ authenticator, role: 'SYSADMIN', port, deadlineMs: 20_000 });
        said.push(JSON.stringify(await listOf(source)));
      }
    }
  }
  said.push(JSON.stringify(world.events));
  const token = world.api.sessionToken();
  await world.end();
  echo.close();
  echo.closeAllConnections();
  const all = said.join('\n');
  expect(all.length).toBeGreaterThan(5000);
  expect(all).toContain('[secret]');
  for (const secret of [token, password, pat, passphrase, privateKey.slice(60, 100)])
    expect(all).not.toContain(secret);
  // A JWT starts so.
  expect(all).not.toMatch(/eyJ[\w-]{10}/);
});

test('a text from outside is one short line without what was sent', () => {
  expect(safeText(' a\n\tb\u202ec\u0000 ')).toBe('a b c');
  expect(safeText('token abc, abc', ['abc', ''])).toBe('token [secret], [secret]');
  expect(safeText('x'.repeat(1000))).toBe(`${'x'.repeat(300)}…`);
});
