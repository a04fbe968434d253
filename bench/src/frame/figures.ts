/**
 * What a benchmark found: figures with their spread, and whether a bound is met.
 *
 * A shared machine is noisy: where the middle half of the figures lies on both sides of the bound,
 * the answer is that there is none.
 */

export interface Bound {
  readonly kind: 'at most' | 'at least';
  readonly value: number;
}

/** One thing that was measured, once in each round. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly bound?: Bound;
}

export type Verdict = 'met' | 'missed' | 'undecided';

/** The value below which `share` of them lie; 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function verdictOf(values: readonly number[], { kind, value }: Bound): Verdict {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  const isMet = kind === 'at most' ? high <= value : low >= value;
  const isMissed = kind === 'at most' ? low > value : high < value;
  if (isMet) return 'met';
  return isMissed ? 'missed' : 'undecided';
}

export function figure(what: string, unit: string, values: readonly number[], bound?: Bound): Figure {
  return { what, unit, values, ...(bound !== undefined && { bound }) };
}

/** Of each round, one value divided by the other. */
export function ratios(ours: readonly number[], theirs: readonly number[]): readonly number[] {
  return ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
}
