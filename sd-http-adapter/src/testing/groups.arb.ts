/**
 * Published groups as the core orders them: by pool, each pool and each target once.
 */
import type { PublishedGroup } from '@spcs-sd/core';
import fc from 'fast-check';
import { groupOf } from './snapshots.ts';

const address = fc
  .tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 65_535 }))
  .map(([a, b, port]) => `127.0.${a}.${b}:${port}`);

const poolName = fc.string({
  unit: fc.constantFrom('a', 'b', '_', '0', 'é', '😀'),
  minLength: 1,
  maxLength: 4,
});

/** Few pool names, so that independent draws coincide now and then. */
export const groupsArb: fc.Arbitrary<readonly PublishedGroup[]> = fc
  .uniqueArray(fc.tuple(poolName, fc.uniqueArray(address, { minLength: 1, maxLength: 20 })), {
    selector: ([pool]) => pool,
    maxLength: 6,
  })
  .map((pools) => {
    const seen = new Set<string>();
    return pools
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([pool, targets]) => {
        const own = targets.filter((target) => !seen.has(target));
        for (const target of own) seen.add(target);
        return own.length === 0 ? [] : [groupOf(pool, own.toSorted())];
      });
  });
