/** Texts in code-unit order, each once, as sets: O(n) to compare, and no table to build. */

export function isIn(sorted: readonly string[], text: string): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === text;
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
