/**
 * Which name is due first: a binary heap with an index, so that a name can be moved or taken out.
 *
 * Knows no clock and no DNS. Names that are due at the same time leave in the order they came.
 */

interface Entry {
  readonly name: string;
  readonly dueAtMs: number;
  /** Breaks ties, so that the order never depends on the heap's shape. */
  readonly turn: number;
  /** Where it is in the heap. Kept here because entries move often and are looked up seldom. */
  place: number;
}

export interface DueQueue {
  /** Puts a name in, or moves it. O(log n). */
  set(name: string, dueAtMs: number): void;
  /** False when the name was not there. O(log n). */
  delete(name: string): boolean;
  dueAtMs(name: string): number | undefined;
  /** When the first name is due; Infinity when there is none. O(1). */
  firstDueMs(): number;
  /** Takes the first name out if it is due at `nowMs`. O(log n). */
  takeDue(nowMs: number): string | undefined;
  readonly size: number;
}

const comesBefore = (a: Entry, b: Entry): boolean =>
  a.dueAtMs < b.dueAtMs || (a.dueAtMs === b.dueAtMs && a.turn < b.turn);

export function createDueQueue(): DueQueue {
  // heap[0] is first; heap[i] comes before heap[2i+1] and heap[2i+2]; heap[i].place is i.
  const heap: Entry[] = [];
  const entries = new Map<string, Entry>();
  let turns = 0;

  const put = (entry: Entry, place: number): void => {
    heap[place] = entry;
    entry.place = place;
  };

  const rise = (entry: Entry, from: number): number => {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !comesBefore(entry, parent)) break;
      put(parent, place);
      place = above;
    }
    return place;
  };

  const sink = (entry: Entry, from: number): number => {
    let place = from;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const leftIsFirst = left !== undefined && (right === undefined || comesBefore(left, right));
      const first = leftIsFirst ? left : right;
      if (first === undefined || !comesBefore(first, entry)) return place;
      put(first, place);
      place = leftIsFirst ? 2 * place + 1 : 2 * place + 2;
    }
  };

  const settle = (entry: Entry, place: number): void => {
    const risen = rise(entry, place);
    put(entry, risen === place ? sink(entry, place) : risen);
  };

  const removeAt = (place: number): void => {
    const gone = heap[place];
    const last = heap.pop();
    if (gone === undefined || last === undefined) return;
    entries.delete(gone.name);
    if (gone !== last) settle(last, place);
  };

  return {
    set(name, dueAtMs) {
      const entry = { name, dueAtMs, turn: turns++, place: entries.get(name)?.place ?? heap.length };
      entries.set(name, entry);
      settle(entry, entry.place);
    },
    delete(name) {
      const entry = entries.get(name);
      if (entry === undefined) return false;
      removeAt(entry.place);
      return true;
    },
    dueAtMs: (name) => entries.get(name)?.dueAtMs,
    firstDueMs: () => heap[0]?.dueAtMs ?? Number.POSITIVE_INFINITY,
    takeDue(nowMs) {
      const first = heap[0];
      if (first === undefined || first.dueAtMs > nowMs) return undefined;
      removeAt(0);
      return first.name;
    },
    get size() {
      return heap.length;
    },
  };
}
