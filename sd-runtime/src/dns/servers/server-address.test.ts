import { expect, test } from 'vitest';
import { parseServerAddress, parseServerAddresses } from './server-address.ts';

test.each([
  ['127.0.0.1:5353', '127.0.0.1', 5353, '127.0.0.1:5353'],
  ['127.0.0.1', '127.0.0.1', 53, '127.0.0.1:53'],
  ['[::1]:5353', '::1', 5353, '[::1]:5353'],
  ['[::1]', '::1', 53, '[::1]:53'],
  ['::1', '::1', 53, '[::1]:53'],
])('%s', (text, host, port, shown) => {
  expect(parseServerAddress(text)).toEqual({ host, port, text: shown });
});

test.each([
  '',
  'dns.example:53',
  '127.0.0.1:0',
  '127.0.0.1:65536',
  '127.0.0.1:',
  '127.0.0:53',
  '[127.0.0.1]:53',
  '::1:x',
])('%j is no server', (text) => {
  expect(parseServerAddress(text)).toBeUndefined();
  expect(() => parseServerAddresses([text])).toThrow(/expected an address such as 127\.0\.0\.1:53/);
});
