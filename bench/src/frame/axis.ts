/**
 * Axes of a plot: where a value lies between the ends, and which values get a line.
 */
export interface Scale {
  readonly isLog: boolean;
  readonly least: number;
  readonly most: number;
}

/** 0 at the least, 1 at the most. */
export function placeOn({ isLog, least, most }: Scale, value: number): number {
  if (!isLog) return (value - least) / (most - least);
  // One power of ten alone has no width.
  const width = Math.log10(most) - Math.log10(least) || 1;
  return (Math.log10(Math.max(value, least)) - Math.log10(least)) / width;
}

/** Powers of ten, or some five round numbers. */
export function axisTicks({ isLog, least, most }: Scale): readonly number[] {
  if (isLog) {
    const first = Math.round(Math.log10(least));
    const count = Math.round(Math.log10(most)) - first + 1;
    return Array.from({ length: count }, (_, at) => 10 ** (first + at));
  }
  const rough = (most - least) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const stepSize = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(least / stepSize);
  const count = Math.floor(most / stepSize) - first + 1;
  return Array.from({ length: count }, (_, at) => (first + at) * stepSize);
}
