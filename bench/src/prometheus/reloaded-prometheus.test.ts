import { expect, test } from 'vitest';
import { sumOf } from './reloaded-prometheus.ts';

test('a metric is the sum of its series, and of no other metric', () => {
  const metrics = [
    '# HELP found How many.',
    '# TYPE found gauge',
    'found{job="a"} 3',
    'found{job="b"} 4.5',
    'found_total 100',
    'not_found{job="a"} 100',
    'plain 7',
  ].join('\n');
  expect(sumOf('found', metrics)).toBe(7.5);
  expect(sumOf('plain', metrics)).toBe(7);
  expect(sumOf('absent', metrics)).toBe(0);
});
