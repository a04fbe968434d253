import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  editBucketMap,
  emptyBucketMap,
  getFrom,
  valuesOf,
  type BucketMap,
  type BucketMapEditor,
} from './bucket-map.ts';

const key = fc.integer({ min: 0, max: 400 }).map((n) => `127.0.${n % 7}.${n}:9001`);
const change = fc.record({ key, value: fc.option(fc.integer(), { nil: undefined }) });

function edited(
  map: BucketMap<number>,
  changes: readonly { key: string; value: number | undefined }[],
): BucketMap<number> {
  const editor = editBucketMap(map);
  editor.reserve(changes.length);
  for (const { key, value } of changes) {
    if (value === undefined) editor.delete(key);
    else if (editor.insert(key, value) !== undefined) editor.set(key, value);
  }
  expect(editor.size()).toBe(editor.done().size);
  return editor.done();
}

type Write = (editor: BucketMapEditor<number>, key: string) => void;

/** How many keys the fullest bucket has. */
function longest(map: BucketMap<number>): number {
  return Math.max(...map.buckets.map((bucket) => bucket?.size ?? 0));
}

test('behaves as a Map, and an edit never changes the map it started from', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 300 }), { maxLength: 5 }), (batches) => {
      const model = new Map<string, number>();
      let map = emptyBucketMap<number>();
      for (const batch of batches) {
        const before = [...valuesOf(map)];
        const next = edited(map, batch);
        expect([...valuesOf(map)]).toEqual(before);
        for (const { key, value } of batch) {
          if (value === undefined) model.delete(key);
          else model.set(key, value);
        }
        map = next;
        expect(map.size).toBe(model.size);
        for (let n = 0; n <= 400; n += 1) {
          const at = `127.0.${n % 7}.${n}:9001`;
          expect(getFrom(map, at)).toBe(model.get(at));
        }
        const inOrder = (values: Iterable<number>): readonly number[] =>
          [...values].toSorted((a, b) => a - b);
        expect(inOrder(valuesOf(map))).toEqual(inOrder(model.values()));
      }
    }),
    { numRuns: 60 },
  );
});

test('an edit that writes nothing gives the same object', () => {
  const map = edited(emptyBucketMap(), [{ key: 'a', value: 1 }]);
  const editor = editBucketMap(map);
  expect(editor.get('a')).toBe(1);
  expect(editor.done()).toBe(map);
});

test.each<readonly [string, Write]>([
  ['set', (editor, key) => editor.set(key, 1)],
  ['insert', (editor, key) => editor.insert(key, 1)],
])('no bucket grows long by %s, and each key is found', (_, write) => {
  const keys = Array.from({ length: 1000 }, (__, n) => `127.1.${n >> 8}.${n & 255}:9001`);
  const editor = editBucketMap(emptyBucketMap<number>());
  for (const key of keys) write(editor, key);
  const map = editor.done();
  expect(keys.filter((key) => getFrom(map, key) === undefined)).toEqual([]);
  expect(longest(map)).toBeLessThan(60);
  expect(Math.log2(map.buckets.length) % 1).toBe(0);
});

test('room for more is made at once', () => {
  const editor = editBucketMap(emptyBucketMap<number>());
  editor.reserve(5000);
  expect(editor.done().buckets.length).toBeGreaterThan(100);
});

test('one write copies one bucket of many', () => {
  const many = Array.from({ length: 5000 }, (_, n) => ({ key: `127.1.${n >> 8}.${n & 255}:9001`, value: n }));
  const map = edited(emptyBucketMap(), many);
  const next = edited(map, [{ key: '127.1.3.3:9001', value: -1 }]);
  expect(next.buckets.filter((bucket, at) => bucket !== map.buckets[at])).toHaveLength(1);
  expect(longest(map)).toBeLessThan(60);
});
