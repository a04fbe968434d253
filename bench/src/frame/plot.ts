/**
 * Plots as SVG: lines over two axes, each linear or logarithmic. Plain text out, the same for the same
 * figures.
 */
import { axisTicks, placeOn, type Scale } from './axis.ts';
import { numberText } from './number-text.ts';

export interface Axis {
  readonly label: string;
  readonly isLog?: boolean;
}

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  /** A part of the file's name. */
  readonly name: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
}

const [width, height] = [720, 400];
const frame = { left: 80, right: 200, top: 40, bottom: 50 } as const;
const inner = { width: width - frame.left - frame.right, height: height - frame.top - frame.bottom } as const;
const colours = ['#1f6feb', '#d1480b', '#2da44e', '#8250df', '#9a6700', '#57606a'] as const;

export function plotSvg({ title, x, y, lines }: Plot): string {
  const all = lines.flatMap(({ points }) => points);
  const xScale = scaleOf(
    x,
    all.map(([value]) => value),
  );
  const yScale = scaleOf(
    y,
    all.map(([, value]) => value),
  );
  const at = ([px, py]: readonly [number, number]): string =>
    `${round(frame.left + placeOn(xScale, px) * inner.width)},${round(frame.top + (1 - placeOn(yScale, py)) * inner.height)}`;
  const parts = [
    text(frame.left, 22, title, 'font-weight="bold" font-size="15"'),
    ...xTicks(xScale),
    ...yTicks(yScale),
    text(frame.left + inner.width / 2, height - 8, x.label, 'text-anchor="middle"'),
    text(
      0,
      0,
      y.label,
      `text-anchor="middle" transform="translate(16 ${frame.top + inner.height / 2}) rotate(-90)"`,
    ),
    ...lines.flatMap((line, index) => lineParts(line, index, at)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function lineParts(
  { name, points }: Line,
  index: number,
  at: (point: readonly [number, number]) => string,
): readonly string[] {
  const colour = colours[index % colours.length] ?? '#000000';
  const legend = frame.top + 14 + index * 20;
  const dots = points.length > 40 ? [] : points.map((point) => dot(at(point), colour));
  return [
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map(at).join(' ')}"/>`,
    ...dots,
    `<rect x="${width - frame.right + 14}" y="${legend - 9}" width="10" height="10" fill="${colour}"/>`,
    text(width - frame.right + 30, legend, name),
  ];
}

function dot(place: string, colour: string): string {
  const [cx = '0', cy = '0'] = place.split(',');
  return `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`;
}

function xTicks(scale: Scale): readonly string[] {
  return axisTicks(scale).flatMap((value) => {
    const x = round(frame.left + placeOn(scale, value) * inner.width);
    const bottom = frame.top + inner.height;
    return [
      `<path d="M${x} ${frame.top}V${bottom}" stroke="#d0d7de"/>`,
      text(x, bottom + 16, numberText(value), 'text-anchor="middle"'),
    ];
  });
}

function yTicks(scale: Scale): readonly string[] {
  return axisTicks(scale).flatMap((value) => {
    const y = round(frame.top + (1 - placeOn(scale, value)) * inner.height);
    return [
      `<path d="M${frame.left} ${y}H${frame.left + inner.width}" stroke="#d0d7de"/>`,
      text(frame.left - 6, y + 4, numberText(value), 'text-anchor="end"'),
    ];
  });
}

function scaleOf({ isLog = false }: Axis, values: readonly number[]): Scale {
  const usable = isLog ? values.filter((value) => value > 0) : [...values, 0];
  const least = usable.reduce((a, b) => Math.min(a, b), Infinity);
  const most = usable.reduce((a, b) => Math.max(a, b), -Infinity);
  if (isLog)
    return { isLog, least: 10 ** Math.floor(Math.log10(least)), most: 10 ** Math.ceil(Math.log10(most)) };
  return { isLog, least, most: most > least ? most : least + 1 };
}

function text(x: number, y: number, words: string, more = ''): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" fill="#24292f"${more === '' ? '' : ` ${more}`}>${escaped}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
