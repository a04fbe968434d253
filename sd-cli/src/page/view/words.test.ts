/** Numbers, ages and foreign text as people read them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageText, counted, countText, visible } from './words.ts';
import { anyText } from '../../../../tests/support/any-text.ts';

test.each([
  [0, '0s'],
  [999, '0s'],
  [59_999, '59s'],
  [60_000, '1m'],
  [200_000, '3m 20s'],
  [3_599_999, '59m 59s'],
  [3_600_000, '1h'],
  [7_500_000, '2h 5m'],
  [3_605_000, '1h'],
  [349_200_000, '4d 1h'],
  [-5, '0s'],
])('%i ms is %s', (ms, text) => {
  expect(ageText(ms)).toBe(text);
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [20_000, '20,000'],
  [2_000_000, '2,000,000'],
])('%i is %s', (count, text) => {
  expect(countText(count)).toBe(text);
});

test('one is not many', () => {
  expect([counted(1, 'pool'), counted(1234, 'pool'), counted(2, 'entry', 'entries')]).toEqual([
    '1 pool',
    '1,234 pools',
    '2 entries',
  ]);
});

test('what could hide, reorder or end text is seen', () => {
  expect(visible('a\u202eb\u0000\n\u200b\u2028\ufeff\u00ad')).toBe(
    String.raw`a\u202eb\u0000\u000a\u200b\u2028\ufeff\u00ad`,
  );
  expect(visible('Zürich 東京 😀')).toBe('Zürich 東京 😀');
});

test('visible text is well-formed and in one line, whatever it was', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const shown = visible(text);
      expect(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(shown)).toBe(false);
      expect(visible(shown)).toBe(shown);
    }),
    { numRuns: 50 },
  );
});
