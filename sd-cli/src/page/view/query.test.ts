/** What a person asked, to and from a URL. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  escaped,
  parseQuery,
  queryText,
  sortKeys,
  startQuery,
  withSearch,
  withToggled,
  type Query,
} from './query.ts';
import { troubles } from './trouble.ts';
import { anyText } from '../../../../tests/support/any-text.ts';

const parsed = (text: string): Query => parseQuery(new URLSearchParams(text));

test('nothing asked is the start, and the shortest query', () => {
  expect(parsed('')).toEqual(startQuery);
  expect(queryText(startQuery)).toBe('?');
});

test.each([
  ['?q=web+prod&sort=age', { search: 'web prod', sort: 'age' }],
  ['?show=failing&page=7&reversed=1', { show: 'failing', page: 7, reversed: true }],
  ['?open=b&open=a&open=b', { open: ['b', 'a'] }],
  ['?show=x&sort=x&page=0&page=-1&page=1e9&reversed=yes&other=1', {}],
])('%s', (text, expected) => {
  expect(parsed(text)).toEqual({ ...startQuery, ...expected });
});

const query: fc.Arbitrary<Query> = fc.record({
  search: fc.string({ unit: 'grapheme', maxLength: 40 }),
  show: fc.constantFrom('all' as const, 'any' as const, ...troubles),
  sort: fc.constantFrom(...sortKeys),
  reversed: fc.boolean(),
  page: fc.integer({ min: 1, max: 999_999 }),
  open: fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 20 }),
});

test('a query survives its URL', () => {
  fc.assert(
    fc.property(query, (asked) => {
      expect(parsed(queryText(asked))).toEqual(asked);
    }),
    { numRuns: 100 },
  );
});

test('no text leaves its place in a URL or in single quotes of a shell', () => {
  expect(escaped("o'neil&co")).toBe('o%27neil%26co');
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(escaped(text)).toMatch(/^[\w.!~*()%-]*$/);
    }),
    { numRuns: 100 },
  );
});

test('a search begins on the first page and has a bound', () => {
  const asked = withSearch({ ...startQuery, page: 5 }, 'x'.repeat(500));
  expect([asked.page, asked.search.length]).toEqual([1, 200]);
});

test('a pool opens and closes again, and the one that was opened first gives way to the 21st', () => {
  const names = Array.from({ length: 21 }, (_, index) => `p${index}`);
  const all = names.reduce(withToggled, startQuery);
  expect(all.open).toEqual(names.slice(1));
  expect(withToggled(all, 'p20').open).toEqual(names.slice(1, 20));
});
