/**
 * Few combinations of many choices, such that every two choices of different names meet in one.
 */

export type Choices = Readonly<Record<string, readonly string[]>>;
export type Combination = Readonly<Record<string, string>>;

const pairsOf = (combination: Combination): readonly string[] => {
  const chosen = Object.entries(combination).map(([name, value]) => `${name}=${value}`);
  return chosen.flatMap((one, index) => chosen.slice(index + 1).map((other) => `${one} ${other}`));
};

/** All of them, the first name varying slowest. */
function everyCombination(choices: Choices): readonly Combination[] {
  return Object.entries(choices).reduce<readonly Combination[]>(
    (rest, [name, values]) => rest.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** Greedy: each next one meets the most pairs that are still missing. The same choices give the same list. */
export function pairwise(choices: Choices): readonly Combination[] {
  const every = everyCombination(choices);
  const missing = new Set(every.flatMap(pairsOf));
  const chosen: Combination[] = [];
  const gain = (one: Combination): number => pairsOf(one).filter((pair) => missing.has(pair)).length;
  while (missing.size > 0) {
    const best = every.reduce((most, one) => (gain(one) > gain(most) ? one : most));
    for (const pair of pairsOf(best)) missing.delete(pair);
    chosen.push(best);
  }
  return chosen;
}
