/**
 * The mutants that nothing sees, each with the reason why nothing should.
 */
import { factReasons } from './survivors/facts.mjs';
import { valueReasons } from './survivors/values.mjs';
import { viewReasons } from './survivors/view.mjs';

/**
 * @typedef {{ readonly file: string, readonly within: string, readonly from: string, readonly to: string }} Place
 * @typedef {Place & { readonly why: string }} Survivor
 */

/** The same for the same break in the same function, wherever that stands. @param {Place} place */
export function keyOf({ file, within, from, to }) {
  const one = (/** @type {string} */ text) => text.replaceAll(/\s+/g, ' ').slice(0, 120);
  return `${file} ${within}: ${one(from)} → ${one(to)}`;
}

/** File, function, what stands there, what the mutant has there, why nobody can see it. */
const reasons = /** @type {const} */ ([...factReasons, ...valueReasons, ...viewReasons]);

/** @type {readonly Survivor[]} */
export const survivors = reasons.map(([file, within, from, to, why]) => ({ file, within, from, to, why }));
