/**
 * The mutants that nothing sees, each with the reason why nothing should.
 */
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
const reasons = /** @type {const} */ ([
  [
    'sd-core/src/apply-answer.ts',
    'lacksWithoutProof',
    "''",
    "'mutant'",
    'no target has either as its address',
  ],
  [
    'sd-core/src/apply-answer.ts',
    'lacksWithoutProof',
    'false',
    'true',
    'stands in for an answer that claims prove to be there, or for a pool whose held targets decide',
  ],
  [
    'sd-core/src/apply-policy.ts',
    'rejudged',
    'pool',
    'undefined',
    'what did not change is passed over either way',
  ],
  ...valueReasons,
  ...viewReasons,
]);

/** @type {readonly Survivor[]} */
export const survivors = reasons.map(([file, within, from, to, why]) => ({ file, within, from, to, why }));
