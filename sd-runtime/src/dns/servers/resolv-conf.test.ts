import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseResolvConf } from './resolv-conf.ts';
import { systemServers } from './system-servers.ts';

const texts = (text: string): readonly string[] => parseResolvConf(text).map((server) => server.text);

test.each([
  ['two servers', 'nameserver 192.0.2.1\nnameserver 192.0.2.2\n', ['192.0.2.1:53', '192.0.2.2:53']],
  ['IPv6', 'nameserver ::1', ['[::1]:53']],
  ['tabs and what follows', 'nameserver\t192.0.2.1 # the first\n', ['192.0.2.1:53']],
  [
    'comments and other lines',
    '# nameserver 192.0.2.9\nsearch a b\noptions ndots:5\nnameserver 192.0.2.1',
    ['192.0.2.1:53'],
  ],
  ['no address', 'nameserver dns.example\n', ['127.0.0.1:53']],
  ['nothing', '', ['127.0.0.1:53']],
  [
    'three at most',
    ['1', '2', '3', '4'].map((i) => `nameserver 192.0.2.${i}`).join('\n'),
    ['192.0.2.1:53', '192.0.2.2:53', '192.0.2.3:53'],
  ],
])('resolv.conf: %s', (_, text, expected) => {
  expect(texts(text)).toEqual(expected);
});

test('the system servers follow the file, and stay when it vanishes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spcs-sd-resolv-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'resolv.conf');
  const write = async (host: string): Promise<void> => {
    await writeFile(`${path}.new`, `nameserver ${host}\n`);
    await rename(`${path}.new`, path);
  };
  const current = systemServers(path);
  const at = (nowMs: number): string =>
    current(nowMs)
      .map(({ text }) => text)
      .join();

  expect(at(0)).toBe('127.0.0.1:53');
  await write('192.0.2.1');
  expect(at(500), 'not looked at again within a second').toBe('127.0.0.1:53');
  expect(at(1000)).toBe('192.0.2.1:53');
  expect(current(2000), 'the same array while nothing changes').toBe(current(3000));
  await write('192.0.2.22');
  expect(at(4000)).toBe('192.0.2.22:53');
  await rm(path);
  expect(at(5000)).toBe('192.0.2.22:53');
});
