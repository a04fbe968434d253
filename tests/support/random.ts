/**
 * Numbers that look random and are the same for the same seed on every machine.
 */

/** Gives whole numbers from `min` to `max`, both included. */
export type RandomInteger = (min: number, max: number) => number;

/** A linear congruential generator modulo 2^32; its high bits are good enough for test data. */
export function randomIntegers(seed: number): RandomInteger {
  let state = seed >>> 0;
  return (min, max) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return min + Math.floor((state / 2 ** 32) * (max - min + 1));
  };
}
