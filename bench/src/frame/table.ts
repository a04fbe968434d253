/**
 * A report as a table for the terminal.
 */
import type { Report } from './benchmark.ts';
import { quantile, verdictOf, type Figure } from './figures.ts';
import { numberText } from './number-text.ts';

const headings = ['what', 'median', 'least to most', 'must be', 'is it?'] as const;

/** The cells of one figure, in the order of the headings. */
function cellsOf({ what, unit, values, bound }: Figure): readonly string[] {
  const [least, middle, most] = [0, 0.5, 1].map((share) => numberText(quantile(values, share)));
  return [
    what,
    `${middle} ${unit}`,
    values.length === 1 ? 'one' : `${least} to ${most}`,
    bound === undefined ? '' : `${bound.kind} ${numberText(bound.value)}`,
    bound === undefined ? '' : verdictOf(values, bound),
  ];
}

export function tableText({ figures, notes }: Report): string {
  const rows = [headings, ...figures.map(cellsOf)];
  const widths = headings.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, ...notes].join('\n')}\n`;
}
