/** Runs a check on every step of random worlds. */
import fc from 'fast-check';
import type { Policy } from '../index.ts';
import { play, type Played } from './play.ts';
import { batches, policy } from './world.arb.ts';

/** How many worlds a law sees. */
export const worlds = { numRuns: 100 };

export function everyStep(check: (played: Played, policy: Policy) => void): void {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      for (const played of play(world, rules)) check(played, rules);
    }),
    worlds,
  );
}
