/**
 * The word that someone probably meant.
 */

/**
 * The candidate with the smallest edit distance, when that is small for the word's length. Case and
 * the difference between `-` and `_` count for nothing. Of equals the first.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(word);
  const scored = candidates.map((candidate) => ({ candidate, edits: distance(wanted, plain(candidate)) }));
  const best = scored.toSorted((a, b) => a.edits - b.edits)[0];
  return best !== undefined && best.edits <= Math.max(1, Math.floor(word.length / 3))
    ? best.candidate
    : undefined;
}

const longestWord = 64;

const plain = (word: string): string => word.slice(0, longestWord).toLowerCase().replaceAll('-', '_');

/**
 * How many letters to insert, delete, replace or swap with their neighbour. O(n·m).
 * Source: optimal string alignment distance.
 */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const replaced = at(i - 1, j - 1) + (same ? 0 : 1);
      row.push(
        Math.min(replaced, at(i - 1, j) + 1, at(i, j - 1) + 1, swapped ? at(i - 2, j - 2) + 1 : Infinity),
      );
    }
  }
  return at(a.length, b.length);
}
