import { expect, test } from 'vitest';
import { createWallWatch } from './wall-watch.ts';

test('a clock that is set is told once, either way; one that only drifts is not', () => {
  let [now, wall] = [0, 1_000_000];
  const told: number[] = [];
  const look = createWallWatch({ nowMs: () => now, wallMs: () => wall }, (byMs) => told.push(byMs));
  const pass = (ms: number, wallPassedMs: number): void => {
    now += ms;
    wall += wallPassedMs;
    look();
  };
  pass(1000, 1000);
  pass(1000, 5999);
  pass(1000, 3_601_000);
  pass(1000, 1000);
  pass(1000, -7_199_000);
  expect(told).toEqual([3_600_000, -7_200_000]);
});
