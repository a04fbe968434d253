/** The bucket: a burst at once, then one for each interval. */
import { expect, test } from 'vitest';
import { createRate } from './rate.ts';

test('allows the burst, and one more for each interval', () => {
  const rate = createRate({ intervalMs: 100, burst: 2 });
  expect([0, 0, 0, 99].map(rate)).toEqual([true, true, false, false]);
  expect([100, 150, 200].map(rate)).toEqual([true, false, true]);
  expect([10_000, 10_000, 10_000].map(rate)).toEqual([true, true, false]);
});
