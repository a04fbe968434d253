/** Texts in code-unit order, each once, as sets: O(n) to compare, and no table to build. */

/** O(log n). */
export function isIn(sorted: readonly string[], text: string): boolean {
  return sorted[lowerBound(sorted, 0, (other) => other < text)] === text;
}

/** The first place from `from` on where the items do not lie before what is looked for. O(log n). */
export function lowerBound<T>(sorted: readonly T[], from: number, isBefore: (item: T) => boolean): number {
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
