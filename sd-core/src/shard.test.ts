import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shardOf } from './shard.ts';

/** Prometheus' sum64, written on another MD5. */
function hashmod(address: string, of: number): number {
  return Number(createHash('md5').update(address).digest().readBigUInt64BE(8) % BigInt(of));
}

test('agrees with hashmod on MD5 of any text, of every length around a block', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 140 }),
      fc.integer({ min: 1, max: 1 << 30 }),
      (text, of) => {
        expect(shardOf(text, of)).toBe(hashmod(text, of));
      },
    ),
    { numRuns: 500 },
  );
  for (let length = 0; length < 130; length += 1)
    expect(shardOf('x'.repeat(length), 1009)).toBe(hashmod('x'.repeat(length), 1009));
});
