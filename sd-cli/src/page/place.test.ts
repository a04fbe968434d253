/** Where a request came to, and who sent it. */
import { expect, test } from 'vitest';
import { placeOf } from './place.ts';

const asked = (headers: Readonly<Record<string, string>>, socket = {}): unknown =>
  placeOf({ headers, socket }, true);
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test.each([
  ['127.0.0.1:9003', 'http://127.0.0.1:9003/'],
  ['[::1]:9003', 'http://[::1]:9003/'],
  ['sd.example.com', 'http://sd.example.com/'],
  ['', 'http://localhost/'],
  ["x'y", 'http://localhost/'],
  ['x/<script>', 'http://localhost/'],
  ['user@x', 'http://localhost/'],
])('Host: %s is %s', (host, base) => {
  expect(asked({ host })).toEqual({ base, user: null, servesTargets: true });
});

test('TLS is told by the connection', () => {
  expect(asked({ host: 'x' }, { encrypted: true })).toMatchObject({ base: 'https://x/' });
});

test.each([
  [basic('alice:secret'), 'alice'],
  [basic("o'neil:a:b"), "o'neil"],
  [basic('zoë:x'), 'zoë'],
  [basic(':x'), null],
  [basic('a\nb:x'), null],
  ['Basic %%%', null],
  ['Bearer token', null],
])('%s is %s', (authorization, user) => {
  expect(asked({ host: 'x', authorization })).toMatchObject({ user });
});
