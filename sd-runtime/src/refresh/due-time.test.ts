import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { answeredDelayMs, failedDelayMs } from './due-time.ts';

const bounds = { minRefreshMs: 15_000, maxRefreshMs: 60_000 };
const earliest = (): number => 0;
const latest = (): number => 0.999_999;
const arbBounds = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000))
  .map(([minRefreshMs, more]) => ({ minRefreshMs, maxRefreshMs: minRefreshMs + more }));
const arbRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the wait after an answer', () => {
  it.each([
    { ttl: 30, from: 30_000, to: 33_000, why: 'after the TTL, because a cache answers the same before' },
    { ttl: 5, from: 15_000, to: 16_500, why: 'never below the shortest interval' },
    { ttl: 3600, from: 54_000, to: 60_000, why: 'never above the longest interval' },
    { ttl: 58, from: 54_200, to: 60_000, why: 'jitter stays below the longest interval' },
    { ttl: null, from: 30_000, to: 33_000, why: 'a hidden TTL counts as 30 s' },
  ])('for a TTL of $ttl: $why', ({ ttl, from, to }) => {
    expect(answeredDelayMs(ttl, bounds, earliest)).toBeCloseTo(from, 0);
    expect(answeredDelayMs(ttl, bounds, latest)).toBeCloseTo(to, 0);
  });

  it('keeps within its bounds', () => {
    fc.assert(
      fc.property(fc.option(fc.nat(2 ** 31)), arbBounds, arbRandom, (ttl, bounds, random) => {
        const delay = answeredDelayMs(ttl, bounds, () => random);
        expect(delay).toBeGreaterThanOrEqual(bounds.minRefreshMs);
        expect(delay).toBeLessThanOrEqual(bounds.maxRefreshMs);
      }),
    );
  });
});

describe('the wait after failures', () => {
  it('doubles up to the longest interval', () => {
    expect([1, 2, 3, 4, 99].map((failures) => Math.round(failedDelayMs(failures, bounds, latest)))).toEqual([
      15_000, 30_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('keeps within its bounds', () => {
    fc.assert(
      fc.property(fc.nat(5000), arbBounds, arbRandom, (failures, bounds, random) => {
        const delay = failedDelayMs(failures, bounds, () => random);
        expect(delay).toBeGreaterThanOrEqual(bounds.minRefreshMs);
        expect(delay).toBeLessThanOrEqual(bounds.maxRefreshMs);
      }),
    );
  });
});
