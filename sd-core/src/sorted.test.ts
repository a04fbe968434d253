import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inUnitOrder, isIn, replaced, reuse, without } from './sorted.ts';
import { anyText } from '../../tests/support/any-text.ts';

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

test('texts in code-unit order, whatever order they came in', () => {
  fc.assert(
    fc.property(texts, fc.array(anyText()), (sorted, some) => {
      expect(inUnitOrder(sorted)).toBe(sorted);
      expect(inUnitOrder(some)).toEqual(some.toSorted());
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

test('items of some names give way to others, in the order of names', () => {
  const item = fc.record({ name: fc.constantFrom('a', 'aa', 'b', 'c', 'd'), value: fc.nat(9) });
  const list = fc
    .array(item)
    .map((items) => items.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))));
  fc.assert(
    fc.property(list, texts, list, (old, names, next) => {
      const expected = ['', 'a', 'a:1', 'aa', 'b', 'ba', 'c', 'd'].flatMap((name) =>
        (names.includes(name) ? next : old).filter((each) => each.name === name),
      );
      const found = replaced(
        old,
        names.map((name) => ({ name })),
        ({ name }) => name,
        ({ name }) => next.filter((each) => each.name === name),
      );
      expect(found).toEqual(expected);
    }),
  );
});
