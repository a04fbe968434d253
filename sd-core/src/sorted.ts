/** Texts in code-unit order, each once, as sets: O(n) to compare, and no table to build. */
import { compareUnits } from './order.ts';

/** O(log n). */
export function isIn(sorted: readonly string[], text: string): boolean {
  return sorted[lowerBound(sorted, 0, (other) => other < text)] === text;
}

/**
 * A list in the order of its items' names, with other items for some of the names. Copies the list and looks
 * for the names alone.
 */
export function replaced<T>(
  sorted: readonly T[],
  names: Iterable<string>,
  nameOf: (item: T) => string,
  itemsOf: (name: string) => readonly T[],
): readonly T[] {
  let kept = 0;
  const parts = [...names].toSorted(compareUnits).flatMap((name) => {
    const start = lowerBound(sorted, kept, (item) => nameOf(item) < name);
    const before = sorted.slice(kept, start);
    kept = lowerBound(sorted, start, (item) => nameOf(item) === name);
    return [before, itemsOf(name)];
  });
  return [...parts, sorted.slice(kept)].flat();
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

/** What is in `from` and not in `other`, in order. */
export function without(from: readonly string[], other: readonly string[]): readonly string[] {
  let at = 0;
  return from.filter((text) => {
    while ((other[at] ?? text) < text) at += 1;
    return other[at] !== text;
  });
}

/** The same texts, where `old` has them as its very strings: equal ones would stay in memory twice. */
export function reuse(texts: readonly string[], old: readonly string[]): readonly string[] {
  let at = 0;
  return texts.map((text) => {
    while ((old[at] ?? text) < text) at += 1;
    const known = old[at];
    return known === text ? known : text;
  });
}
