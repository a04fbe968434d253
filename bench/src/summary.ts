/**
 * How figures are printed: the median with its spread, and whether a bound is met.
 *
 * A shared machine is noisy: where the middle half of the figures lies on both sides of the bound,
 * the answer is that there is none.
 */

/** The value below which `share` of them lie; 0 to 1. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

export interface Bound {
  readonly kind: 'at most' | 'at least';
  readonly value: number;
}

type Verdict = 'met' | 'missed' | 'undecided';

function verdict(values: readonly number[], { kind, value }: Bound): Verdict {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  if (low <= value && high >= value && low !== high) return 'undecided';
  return (kind === 'at most') === high <= value ? 'met' : 'missed';
}

export function printFigures(label: string, values: readonly number[], unit: string, bound?: Bound): void {
  const [least, middle, most] = [0, 0.5, 1].map((share) => quantile(values, share).toFixed(2));
  const says = bound === undefined ? '' : `  ${bound.kind} ${bound.value}: ${verdict(values, bound)}`;
  process.stdout.write(`${label.padEnd(42)} ${middle} ${unit} (${least} to ${most})${says}\n`);
}
