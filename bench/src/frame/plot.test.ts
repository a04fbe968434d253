import { describe, expect, test } from 'vitest';
import { axisTicks, placeOn } from './axis.ts';
import { plotSvg } from './plot.ts';

describe('an axis', () => {
  test('has round numbers at even distances', () => {
    const scale = { isLog: false, least: 0, most: 47 };
    expect(axisTicks(scale)).toEqual([0, 10, 20, 30, 40]);
    expect(placeOn(scale, 23.5)).toBe(0.5);
  });

  test('has powers of ten when it is logarithmic', () => {
    const scale = { isLog: true, least: 1000, most: 1_000_000 };
    expect(axisTicks(scale)).toEqual([1000, 10_000, 100_000, 1_000_000]);
    expect(placeOn(scale, 1000)).toBe(0);
    expect(placeOn(scale, 1_000_000)).toBe(1);
  });
});

test('a plot holds its lines, within its frame, and words that cannot break it', () => {
  const svg = plotSvg({
    name: 'x',
    title: 'a < b & c',
    x: { label: 'nodes', isLog: true },
    y: { label: 'ms', isLog: true },
    lines: [
      {
        name: 'one',
        points: [
          [1000, 3],
          [1_000_000, 2500],
        ],
      },
      {
        name: 'other',
        points: [
          [1000, 0.5],
          [1_000_000, 70],
        ],
      },
    ],
  });
  expect(svg).toContain('a &lt; b &amp; c');
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  const numbers = [...svg.matchAll(/points="([^"]+)"/g)].flatMap(([, points = '']) =>
    points.split(/[ ,]/).map(Number),
  );
  expect(numbers.every((value) => value >= 0 && value <= 720)).toBe(true);
  expect(svg).not.toContain('NaN');
});
