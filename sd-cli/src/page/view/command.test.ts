/** The command that the page offers, pasted into a real shell. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curlOf } from './command.ts';

const place = { base: 'http://127.0.0.1:9003/', user: null, servesTargets: true };

test('names what it asks for, and where', () => {
  expect(curlOf(place)).toBe("curl -sS 'http://127.0.0.1:9003/targets'");
  expect(curlOf(place, 'web')).toBe("curl -sS 'http://127.0.0.1:9003/targets?pool=web'");
  expect(curlOf({ ...place, servesTargets: false }, 'web')).toBe(
    "curl -sS 'http://127.0.0.1:9003/api/v1/pools?pool=web'",
  );
  expect(curlOf({ ...place, user: "o'neil" })).toBe(
    String.raw`curl -sS --user 'o'\''neil' 'http://127.0.0.1:9003/targets'`,
  );
});

test('hostile names stay one word of the shell, and one parameter of the URL', async () => {
  const hostile = ["a'; touch x; '", '$(id)`id`', 'a&pool=b', 'a b\nc', '"\\', '%27', '--output=x', '😀'];
  const names = [...hostile, ...fc.sample(fc.string({ unit: 'grapheme', minLength: 1 }), 30)];
  const users = ["'; id; '", '$HOME', ...fc.sample(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), 30)];
  // A shell that prints the words instead of running the command, once for all of them.
  const lines = names.map((name, index) =>
    curlOf({ ...place, user: users[index % users.length] ?? null }, name),
  );
  const script = `curl() { printf '%s\\0' "$@"; }\n${lines.join('\n')}\n`;
  const { stdout } = await promisify(execFile)('sh', ['-c', script]);
  const words = stdout.split('\0').slice(0, -1);
  expect(words).toHaveLength(4 * names.length);
  names.forEach((name, index) => {
    const [flag, login, user, url = ''] = words.slice(4 * index);
    expect([flag, login, user]).toEqual(['-sS', '--user', users[index % users.length]]);
    expect([...new URL(url).searchParams]).toEqual([['pool', name]]);
    expect(new URL(url).pathname).toBe('/targets');
  });
});
