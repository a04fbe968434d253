/** No value can forge a line or a pair. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logfmtLine } from './logfmt.ts';
import { anyText } from '../../../tests/support/any-text.ts';

test.each([
  ['plain', 'k=plain\n'],
  ['127.0.0.1:9003', 'k=127.0.0.1:9003\n'],
  ['[::1]:9003', 'k="[::1]:9003"\n'],
  ['', 'k=""\n'],
  ['two words', 'k="two words"\n'],
  ['a=b', 'k="a=b"\n'],
  ['say "no"', 'k="say \\"no\\""\n'],
  ['back\\slash', 'k="back\\\\slash"\n'],
  ['one\ntwo level=error', 'k="one\\ntwo level=error"\n'],
  ['\u001b[31mred', 'k="\\u001b[31mred"\n'],
  ['\u009b31m\u2028\u202eabc', 'k="\\u009b31m\\u2028\\u202eabc"\n'],
  ['grün', 'k="grün"\n'],
  [5, 'k=5\n'],
  [true, 'k=true\n'],
  [['a', 'b'], 'k="[\\"a\\",\\"b\\"]"\n'],
])('%j', (value, expected) => {
  expect(logfmtLine(new Map([['k', value]]))).toBe(expected);
});

test('keys are words, and pairs without a value are left out', () => {
  const record = new Map<string, unknown>([
    ['a b=c\n', 1],
    ['gone', undefined],
    ['null', null],
  ]);
  expect(logfmtLine(record)).toBe('a_b_c_=1\n');
});

/** Reads a line back as strictly as logfmt can be read. */
function parse(line: string): readonly (readonly [string, string])[] {
  return [...line.matchAll(/(?:^| )([\w.-]+)=("(?:[^"\\]|\\.)*"|[^ "\n]*)/g)].map(
    ([, key = '', value = '']) => [key, value.startsWith('"') ? (JSON.parse(value) as string) : value],
  );
}

test('whatever the values are, they come back, in one line', () => {
  const text = fc.oneof(fc.string(), anyText());
  fc.assert(
    fc.property(text, text, (first, second) => {
      const line = logfmtLine(
        new Map([
          ['first', first],
          ['second', second],
        ]),
      );
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(line).not.toMatch(/(?!\n)\p{Cc}|[\u2028-\u202e]/u);
      expect(parse(line)).toEqual([
        ['first', first],
        ['second', second],
      ]);
    }),
  );
});
