/** What a file of tokens may hold. */
import { expect, test } from 'vitest';
import { parseTokens } from './token-list.ts';

const old = 'old-token-0123456789';
const next = 'bmV4dC10b2tlbi0wMTIz==';

test.each([
  [old, [old]],
  [`${old}\n`, [old]],
  [`# since March\r\n  ${old}  \r\n\r\n${next}\r\n`, [old, next]],
])('%j', (text, tokens) => {
  expect(parseTokens(text)).toEqual({ kind: 'tokens', tokens });
});

test.each([
  ['', ['none']],
  ['\n# nothing\n', ['none']],
  ['short', ['5 characters in line 1']],
  [
    `${old}\n\n${next} x\nsecret-with-ümlaut-0123\nshort`,
    [
      'a character in line 3 that no token can have',
      'a character in line 4 that no token can have',
      '5 characters in line 5',
    ],
  ],
])('%j is none', (text, problems) => {
  expect(parseTokens(text)).toEqual({ kind: 'wrong', problems });
});
