/** The same bytes as the platform's encoder gives, above all where the number of bytes changes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from './utf8.ts';

const encoder = new TextEncoder();

const edges = [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x1_0000, 0x10_ffff];
const surrogates = [0xd800, 0xdbff, 0xdc00, 0xdfff];

test.each([...edges, ...surrogates])('code point %d', (code) => {
  const text = `a${String.fromCodePoint(code)}b`;
  expect([...utf8(text)]).toEqual([...encoder.encode(text)]);
});

test('any text', () => {
  const codePoint = fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code));
  fc.assert(
    fc.property(fc.string({ unit: codePoint }), (text) => {
      expect([...utf8(text)]).toEqual([...encoder.encode(text)]);
    }),
  );
});
