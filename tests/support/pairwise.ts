/**
 * Few combinations of many choices, such that every two choices of different names meet in one.
 */

export type Choices = Readonly<Record<string, readonly unknown[]>>;
export type Combination<Of extends Choices> = { readonly [Name in keyof Of]: Of[Name][number] };

/** Which choice of each name, by position. */
type Row = readonly number[];

/** Of each two names the pair of choices, as one number. */
function pairsOf(row: Row, most: number): readonly number[] {
  return row.flatMap((one, first) =>
    row.slice(first + 1).map((other, between) => {
      const second = first + 1 + between;
      return ((first * row.length + second) * most + one) * most + other;
    }),
  );
}

/** Greedy: each next one meets the most pairs that are still missing. The same choices give the same list. */
export function pairwise<const Of extends Choices>(choices: Of): readonly Combination<Of>[] {
  const names = Object.keys(choices);
  const sizes = names.map((name) => choices[name]?.length ?? 0);
  const most = Math.max(...sizes);
  const rows = sizes.reduce<readonly Row[]>(
    (rest, size) => rest.flatMap((row) => Array.from({ length: size }, (_, choice) => [...row, choice])),
    [[]],
  );
  const every = rows.map((row) => ({ row, pairs: pairsOf(row, most) }));
  const missing = new Set(every.flatMap(({ pairs }) => pairs));
  const chosen: Row[] = [];
  while (missing.size > 0) {
    const gain = (pairs: readonly number[]): number => pairs.filter((pair) => missing.has(pair)).length;
    const best = every.reduce((top, one) => (gain(one.pairs) > gain(top.pairs) ? one : top));
    for (const pair of best.pairs) missing.delete(pair);
    chosen.push(best.row);
  }
  return chosen.map((row) => combinationOf(choices, names, row));
}

function combinationOf<Of extends Choices>(choices: Of, names: readonly string[], row: Row): Combination<Of> {
  const entries = names.map((name, index) => [name, choices[name]?.[row[index] ?? 0]]);
  return Object.fromEntries(entries) as Combination<Of>;
}
