import { expect, test } from 'vitest';
import { boundedNegativeTtl, boundedTtl } from './ttl.ts';

test.each([
  [0, 5],
  [4, 5],
  [30, 30],
  [86_400, 86_400],
  [86_401, 86_400],
  [0x7fffffff, 86_400],
  [0x80000000, 5],
  [0xffffffff, 5],
])('TTL %i counts as %i', (sent, counted) => {
  expect(boundedTtl(sent)).toBe(counted);
});

test.each([
  [3600, 60, 60],
  [30, 300, 30],
  [0x80000000, 300, 5],
  [86_400, 86_400, 10_800],
])('SOA TTL %i and minimum %i: %i', (soa, minimum, counted) => {
  expect(boundedNegativeTtl(soa, minimum)).toBe(counted);
});
