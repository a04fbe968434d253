import { expect, test } from 'vitest';
import { createServerHealth } from './server-health.ts';

test('a few failures are no reason', () => {
  const health = createServerHealth();
  health.failed(0);
  health.failed(0);
  expect(health.isBad(1)).toBe(false);
  health.succeeded();
  health.failed(0);
  expect(health.isBad(1)).toBe(false);
});

test('a bad server gets one probe per period, and is good again after a success', () => {
  const health = createServerHealth();
  for (let i = 0; i < 3; i++) health.failed(0);
  expect(health.isBad(4999)).toBe(true);
  expect(health.isBad(5000), 'the probe').toBe(false);
  expect(health.isBad(5001)).toBe(true);
  health.succeeded();
  expect(health.isBad(5002)).toBe(false);
});

test('says when it turns bad, and when it is good again', () => {
  const health = createServerHealth();
  expect([0, 1, 2, 3].map((atMs) => health.failed(atMs))).toEqual([false, false, true, false]);
  const successes = (count: number): readonly boolean[] =>
    Array.from({ length: count }, () => health.succeeded());
  expect(successes(2)).toEqual([false, false]);
  for (let i = 0; i < 3; i++) expect(health.failed(10)).toBe(false);
  expect(successes(4)).toEqual([false, false, true, false]);
  expect([0, 1, 2].map((atMs) => health.failed(atMs))).toEqual([false, false, true]);
});

test('the more probes fail, the rarer they are, up to a minute', () => {
  const health = createServerHealth();
  for (let i = 0; i < 3; i++) health.failed(0);
  let nowMs = 0;
  const waits = Array.from({ length: 6 }, () => {
    const failedMs = nowMs;
    while (health.isBad(nowMs)) nowMs += 1000;
    health.failed(nowMs);
    return nowMs - failedMs;
  });
  expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test('questions that fail together count once', () => {
  const health = createServerHealth();
  for (let i = 0; i < 100; i++) health.failed(i);
  expect(health.isBad(5001)).toBe(true);
  expect(health.isBad(5002)).toBe(false);
});
