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

test('the longer it fails, the rarer it is asked, up to a minute', () => {
  const health = createServerHealth();
  for (let i = 0; i < 4; i++) health.failed(0);
  expect(health.isBad(9999)).toBe(true);
  expect(health.isBad(10_000)).toBe(false);
  for (let i = 0; i < 100; i++) health.failed(20_000);
  expect(health.isBad(79_999)).toBe(true);
  expect(health.isBad(80_000)).toBe(false);
});
