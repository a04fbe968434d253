import { expect, test } from 'vitest';
import { hashOf } from './hash.ts';

test('addresses that differ in one digit spread over all hashes', () => {
  const sixteenths = Array.from({ length: 16 }, () => 0);
  for (let n = 0; n < 16_000; n += 1) {
    const part = Math.floor((hashOf(`127.${n >> 8}.${n & 255}.1:9001`) / 2 ** 32) * 16);
    sixteenths[part] = (sixteenths[part] ?? 0) + 1;
  }
  expect(Math.min(...sixteenths)).toBeGreaterThan(800);
  expect(Math.max(...sixteenths)).toBeLessThan(1200);
});

test('no two of a hundred thousand addresses share many hashes', () => {
  const hashes = Array.from({ length: 100_000 }, (_, n) =>
    hashOf(`127.${n >> 16}.${(n >> 8) & 255}.${n & 255}:9001`),
  );
  expect(new Set(hashes).size).toBeGreaterThan(99_990);
  expect(hashes.every((hash) => Number.isInteger(hash) && hash > 0 && hash < 2 ** 32)).toBe(true);
});

test('0 is no hash', () => {
  expect(hashOf('key23871549#')).toBe(1);
});
