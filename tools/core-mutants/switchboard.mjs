/**
 * Which mutant is on, which switches a run passed, and the end of a run that does not end by itself.
 *
 * Owns the global `$mutation` that mutated sources ask.
 */
import { coreMutants } from './files.mjs';

/** No mutant has it. */
export const none = -1;

const board = {
  active: none,
  /** Switches passed since the run began, and how many may be: a mutant may loop for ever. */
  passed: 0,
  limit: Infinity,
  seen: new Uint8Array(coreMutants.length),
  /** @param {number} number */
  is(number) {
    board.passed += 1;
    if (board.passed > board.limit) throw new Error('the mutant does not end');
    board.seen[number] = 1;
    return number === board.active;
  },
};

Object.assign(globalThis, { $mutation: board });

/**
 * @param {number} number the mutant that is on from now on
 * @param {number} limit
 */
export function turnOn(number, limit) {
  Object.assign(board, { active: number, limit, passed: 0 });
}

/** From here on, which switches are passed, and how often. */
export function record() {
  turnOn(none, Infinity);
  board.seen = new Uint8Array(coreMutants.length);
  return () => ({ seen: board.seen, passed: board.passed });
}
