/** Texts in code-unit order, each once, as sets: O(n) to compare, and no table to build. */
import { compareUnits } from './order.ts';

/** The same list where it is in order already: sorting three labels makes more garbage than their text takes. */
export function inUnitOrder(texts: readonly string[]): readonly string[] {
  const isInOrder = texts.every((text, at) => (texts[at - 1] ?? '') <= text);
  return isInOrder ? texts : texts.toSorted(compareUnits);
}

/** O(log n). */
export function isIn(sorted: readonly string[], text: string): boolean {
  return sorted[lowerBound(sorted, 0, (other) => other < text)] === text;
}

/**
 * A list in the order of its items' names, with other items for some names. `changes`: in that order, too.
 * Copies the list and looks for the names alone.
 */
export function replaced<T, C extends { readonly name: string }>(
  sorted: readonly T[],
  changes: readonly C[],
  nameOf: (item: T) => string,
  itemsOf: (change: C) => readonly T[],
): readonly T[] {
  // `flat` of as many short lists took several times as long.
  const all: T[] = [];
  let kept = 0;
  for (const change of changes) {
    const { name } = change;
    const start = lowerBound(sorted, kept, (item) => nameOf(item) < name);
    for (const item of sorted.slice(kept, start)) all.push(item);
    for (const item of itemsOf(change)) all.push(item);
    kept = lowerBound(sorted, start, (item) => nameOf(item) === name);
  }
  for (const item of sorted.slice(kept)) all.push(item);
  return all;
}

/** The first place from `from` on where the items do not lie before what is looked for. O(log n). */
function lowerBound<T>(sorted: readonly T[], from: number, isBefore: (item: T) => boolean): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && isBefore(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is in `from` and not in `other`, in order; `from` itself where there is no other. */
export function without(from: readonly string[], other: readonly string[]): readonly string[] {
  if (other.length === 0) return from;
  let at = 0;
  return from.filter((text) => {
    while ((other[at] ?? text) < text) at += 1;
    return other[at] !== text;
  });
}

/** The same texts, where `old` has them as its very strings: equal ones would stay in memory twice. */
export function reuse(texts: readonly string[], old: readonly string[]): readonly string[] {
  if (old.length === 0) return texts;
  let at = 0;
  return texts.map((text) => {
    while ((old[at] ?? text) < text) at += 1;
    const known = old[at];
    return known === text ? known : text;
  });
}
