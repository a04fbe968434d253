import { describe, expect, test } from 'vitest';
import { median, quantile, ratios, verdictOf } from './figures.ts';
import { numberText } from './number-text.ts';
import { slopeOf } from './slope.ts';

describe('a verdict', () => {
  const atMost = { kind: 'at most', value: 10 } as const;
  const atLeast = { kind: 'at least', value: 10 } as const;

  test.each([
    { values: [7, 8, 10, 12], bound: atMost, is: 'met' },
    { values: [6, 7, 8, 9], bound: atMost, is: 'met' },
    { values: [11, 12, 13], bound: atMost, is: 'missed' },
    { values: [11, 12, 13], bound: atLeast, is: 'met' },
    { values: [7, 8, 9], bound: atLeast, is: 'missed' },
    // One outlier is no doubt: the middle half decides.
    { values: [1, 1, 1, 1, 1, 1, 99], bound: atMost, is: 'met' },
    { values: [9, 9, 11, 11], bound: atMost, is: 'undecided' },
    { values: [10], bound: atMost, is: 'met' },
    { values: [10], bound: atLeast, is: 'met' },
  ])('of $values, $bound.kind 10: $is', ({ values, bound, is }) => {
    expect(verdictOf(values, bound)).toBe(is);
  });
});

test('quantiles do not depend on the order', () => {
  expect(quantile([3, 1, 2], 0)).toBe(1);
  expect(median([3, 1, 2])).toBe(2);
  expect(quantile([3, 1, 2], 1)).toBe(3);
});

test('ratios are of one round each', () => {
  expect(ratios([2, 9], [1, 3])).toEqual([2, 3]);
});

test('a cost that is proportional to a power has this exponent', () => {
  const points = [10, 100, 1000].map((size) => [size, 3 * size ** 1.5] as const);
  expect(slopeOf(points)).toBeCloseTo(1.5);
});

test.each([
  [1_234_567, '1,234,567'],
  [123.4, '123'],
  [12.34, '12.3'],
  [1.234, '1.23'],
  [0.01234, '0.012'],
  [0, '0.00'],
])('%d reads %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});
