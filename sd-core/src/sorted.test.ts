import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isIn, reuse, without } from './sorted.ts';

const texts = fc
  .uniqueArray(fc.constantFrom<string>('', 'a', 'a:1', 'b', 'ba', 'c', 'd', '\uffff', '\ud83d\ude00'))
  .map((some) => some.toSorted());

test('a text is in a list when the list has it', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('', 'a', 'aa', 'b', 'd', 'e'), (sorted, text) => {
      expect(isIn(sorted, text)).toBe(sorted.includes(text));
    }),
  );
});

test('what is left without others', () => {
  fc.assert(
    fc.property(texts, texts, (from, other) => {
      expect(without(from, other)).toEqual(from.filter((text) => !other.includes(text)));
    }),
  );
});

test('strings that are there already are taken from there, and no text changes', () => {
  fc.assert(
    fc.property(texts, texts, (some, old) => {
      expect(reuse(some, old)).toEqual(some);
    }),
  );
});
