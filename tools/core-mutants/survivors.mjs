/**
 * The mutants that nothing sees, each with the reason why nothing should.
 */

/**
 * @typedef {{ readonly file: string, readonly within: string, readonly from: string, readonly to: string }} Place
 * @typedef {Place & { readonly why: string }} Survivor
 */

/** The same for the same break in the same function, wherever that stands. @param {Place} place */
export function keyOf({ file, within, from, to }) {
  const one = (/** @type {string} */ text) => text.replaceAll(/\s+/g, ' ').slice(0, 120);
  return `${file} ${within}: ${one(from)} → ${one(to)}`;
}

/** @type {readonly Survivor[]} */
export const survivors = [];
