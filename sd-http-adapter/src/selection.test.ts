import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSelection } from './selection.ts';

describe('the part that a query asks for', () => {
  test.each(['/targets', '/targets?', '/?x=1&y', '//', '/targets?POOL=a', '/%?'])('%j: everything', (url) => {
    expect(parseSelection(url)).toEqual({ kind: 'everything' });
  });

  test.each([
    ['/?pool=A', { pools: ['a'] }],
    ['/?pool=b&pool=a&pool=B', { pools: ['a', 'b'] }],
    ['/?pool=a%20b&nocache=1', { pools: ['a b'] }],
    ['/?shard=0&of=1', { shard: { index: 0, of: 1 } }],
    ['/?of=3&shard=2&pool=a', { pools: ['a'], shard: { index: 2, of: 3 } }],
  ])('%j: %j', (url, selection) => {
    expect(parseSelection(url)).toMatchObject({ kind: 'part', selection });
  });

  test.each([
    ['/?pool=', '"pool" is empty'],
    ['/?pool=a&pool=', '"pool" is empty'],
    ['/?shard=1', 'belong together'],
    ['/?of=1', 'belong together'],
    ['/?shard=0&shard=1&of=2', 'belong together'],
    ['/?shard=0&of=0', '"of" is "0"'],
    ['/?shard=0&of=-1', '"of" is "-1"'],
    ['/?shard=0&of=1.5', '"of" is "1.5"'],
    ['/?shard=0&of=1e3', '"of" is "1e3"'],
    ['/?shard=0&of=9999999999', 'from 1 to 999999999'],
    ['/?shard=3&of=3', 'from 0 to 2'],
    ['/?shard=&of=3', '"shard" is ""'],
    ['/?shard=%0Ax&of=3', '"shard" is "\\nx"'],
  ])('%j is refused: %s', (url, message) => {
    expect(parseSelection(url)).toEqual({ kind: 'wrong', message: expect.stringContaining(message) });
  });

  test('the key does not depend on order, case or repetition, and tells parts apart', () => {
    const names = fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });
    const keyOf = (pools: readonly string[]): unknown =>
      parseSelection(`/?${pools.map((pool) => `pool=${encodeURIComponent(pool)}`).join('&')}`);
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(keyOf(a.toReversed())).toEqual(keyOf([...a, ...a]));
        const lower = (pools: readonly string[]): string =>
          JSON.stringify([...new Set(pools.map((pool) => pool.toLowerCase()))].toSorted());
        expect(JSON.stringify(keyOf(a)) === JSON.stringify(keyOf(b))).toBe(lower(a) === lower(b));
      }),
    );
  });

  test('no URL makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseSelection(`/?${text}`)).toHaveProperty('kind');
        expect(parseSelection(text)).toHaveProperty('kind');
      }),
    );
  });
});
