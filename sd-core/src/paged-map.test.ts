import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from './hash.ts';
import {
  editPagedMap,
  emptyPagedMap,
  getFrom,
  valuesOf,
  type PagedMap,
  type PagedMapEditor,
} from './paged-map.ts';

const key = fc.integer({ min: 0, max: 400 }).map((n) => `127.0.${n % 7}.${n}:9001`);
const change = fc.record({ key, value: fc.option(fc.integer(), { nil: undefined }) });

function edited(
  map: PagedMap<number>,
  changes: readonly { key: string; value: number | undefined }[],
): PagedMap<number> {
  const editor = editPagedMap(map);
  editor.reserve(changes.length);
  for (const { key, value } of changes) {
    if (value === undefined) editor.delete(key);
    else if (editor.insert(key, value) !== undefined) editor.set(key, value);
  }
  expect(editor.size()).toBe(editor.done().size);
  return editor.done();
}

type Write = (editor: PagedMapEditor<number>, key: string) => void;

/** How far from its home an entry lies on average: with three quarters of the slots in use 1.5 slots. */
function meanWalk(map: PagedMap<number>): number {
  const hashes = map.pages.flatMap((page) => [...page.hashes]);
  const walks = hashes.flatMap((hash, slot) => {
    const home = Math.floor((hash / 2 ** 32) * hashes.length);
    return hash === 0 ? [] : [(slot - home + hashes.length) % hashes.length];
  });
  return walks.reduce((sum, walk) => sum + walk, 0) / walks.length;
}

test('behaves as a Map, and an edit never changes the map it started from', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 300 }), { maxLength: 5 }), (batches) => {
      const model = new Map<string, number>();
      let map = emptyPagedMap<number>();
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

test('an edit that empties a full page leaves each key of the map it started from where it was', () => {
  const all = Array.from({ length: 190 }, (_, n) => ({ key: `127.1.0.${n}:9001`, value: n }));
  const map = edited(emptyPagedMap(), all);
  const seen = (): readonly unknown[] => all.map(({ key }) => getFrom(map, key));
  for (const { key } of all) {
    edited(map, [{ key, value: undefined }]);
    expect(seen()).toEqual(all.map(({ value }) => value));
  }
  edited(
    map,
    all.map(({ key }) => ({ key, value: undefined })),
  );
  expect(seen()).toEqual(all.map(({ value }) => value));
});

test('an edit that writes nothing gives the same object', () => {
  const map = edited(emptyPagedMap(), [{ key: 'a', value: 1 }]);
  const editor = editPagedMap(map);
  expect(editor.get('a')).toBe(1);
  expect(editor.done()).toBe(map);
});

test.each<readonly [string, Write]>([
  ['set', (editor, key) => editor.set(key, 1)],
  ['insert', (editor, key) => editor.insert(key, 1)],
])('walks stay short by %s, and each key is found', (_, write) => {
  const keys = Array.from({ length: 1000 }, (__, n) => `127.1.${n >> 8}.${n & 255}:9001`);
  const editor = editPagedMap(emptyPagedMap<number>());
  for (const key of keys) write(editor, key);
  const map = editor.done();
  expect(keys.filter((key) => getFrom(map, key) === undefined)).toEqual([]);
  expect(meanWalk(map)).toBeLessThan(2.5);
});

test('room for more is made at once, and not much more than is needed', () => {
  const editor = editPagedMap(emptyPagedMap<number>());
  editor.reserve(5000);
  const { pages } = editor.done();
  expect(pages.length).toBe(Math.ceil(5000 / 0.75 / 256));
  for (let n = 0; n < 5000; n += 1) editor.insert(`key${n}`, n);
  expect(editor.done().pages).toBe(pages);
});

test('a full map grows by a quarter', () => {
  const editor = editPagedMap(emptyPagedMap<number>());
  const sizes = new Set<number>();
  for (let n = 0; n < 2000; n += 1) {
    editor.insert(`key${n}`, n);
    sizes.add(editor.done().pages.length);
  }
  expect([...sizes]).toEqual([1, 2, 3, 4, 5, 7, 9, 12]);
});

test('one write copies one page of many', () => {
  const many = Array.from({ length: 5000 }, (_, n) => ({ key: `127.1.${n >> 8}.${n & 255}:9001`, value: n }));
  const map = edited(emptyPagedMap(), many);
  const next = edited(map, [{ key: '127.1.3.3:9001', value: -1 }]);
  expect(next.pages.filter((page, at) => page !== map.pages[at])).toHaveLength(1);
  expect(meanWalk(map)).toBeLessThan(2.5);
});

test('keys of one hash are two keys', () => {
  const [one, other] = ['192.1.162.218:9001', '192.3.122.102:9001'];
  expect(hashOf(one)).toBe(hashOf(other));
  const map = edited(emptyPagedMap(), [
    { key: one, value: 1 },
    { key: other, value: 2 },
  ]);
  expect([getFrom(map, one), getFrom(map, other)]).toEqual([1, 2]);
  const left = edited(map, [{ key: one, value: undefined }]);
  expect([getFrom(left, one), getFrom(left, other)]).toEqual([undefined, 2]);
});

test('an edit copies a page once', () => {
  const editor = editPagedMap(edited(emptyPagedMap(), [{ key: 'a', value: 1 }]));
  editor.insert('b', 2);
  const [page] = editor.done().pages;
  editor.insert('c', 3);
  expect(editor.done().pages[0]).toBe(page);
  const grown = editPagedMap(emptyPagedMap<number>());
  grown.reserve(1);
  const [first] = grown.done().pages;
  grown.insert('a', 1);
  expect(grown.done().pages[0]).toBe(first);
});

test('three quarters of the slots may be in use', () => {
  const editor = editPagedMap(emptyPagedMap<number>());
  for (let n = 0; n < 192; n += 1) editor.insert(`key${n}`, n);
  expect(editor.done().pages).toHaveLength(1);
  editor.insert('one more', 192);
  expect(editor.done().pages).toHaveLength(2);
});

test('a full page through which keys come and go keeps those that stay, and nothing of the others', () => {
  const keys = Array.from({ length: 400 }, (_, n) => `127.1.0.${n}:9001`);
  const editor = editPagedMap(emptyPagedMap<number>());
  const model = new Map<string, number>();
  // As many as one page takes, so that walks pass its end and go on at its start.
  for (const [n, key] of [...keys, ...keys, ...keys].entries()) {
    const [oldest] = model.keys();
    if (model.size === 192 && oldest !== undefined) {
      editor.delete(oldest);
      model.delete(oldest);
    }
    editor.set(key, n);
    model.set(key, n);
    expect(keys.filter((each) => editor.get(each) !== model.get(each))).toEqual([]);
  }
  expect(editor.done().pages).toHaveLength(1);
  for (const key of model.keys()) editor.delete(key);
  const { pages, size } = editor.done();
  expect(size).toBe(0);
  expect(pages.flatMap(({ hashes }) => [...hashes]).filter((hash) => hash !== 0)).toEqual([]);
  expect(pages.flatMap((page) => page.keys).filter((key) => key !== '')).toEqual([]);
  expect([...valuesOf(editor.done())]).toEqual([]);
});

test('walks go on at the start of the table, and gaps close over its end', () => {
  const all = Array.from({ length: 4000 }, (_, n) => `127.1.${n >> 8}.${n & 255}:9001`);
  const homeOf = (key: string): number => Math.floor((hashOf(key) / 2 ** 32) * 256);
  const last = all.filter((key) => homeOf(key) > 250).slice(0, 20);
  const first = all.filter((key) => homeOf(key) < 12).slice(0, 20);
  for (const keys of [
    [...last, ...first],
    [...first, ...last],
  ]) {
    for (const gone of keys) {
      const editor = editPagedMap(emptyPagedMap<number>());
      for (const [n, key] of keys.entries()) editor.insert(key, n);
      editor.delete(gone);
      const { pages } = editor.done();
      expect(pages).toHaveLength(1);
      expect(pages[0]?.hashes.filter((hash) => hash !== 0)).toHaveLength(39);
      expect(keys.map((key) => editor.get(key))).toEqual(
        keys.map((key, n) => (key === gone ? undefined : n)),
      );
      editor.insert(gone, -1);
      expect(keys.map((key) => editor.get(key))).toEqual(keys.map((key, n) => (key === gone ? -1 : n)));
    }
  }
});
