/**
 * A breach of one MUST, and what must catch it.
 *
 * @typedef {object} Mutant
 * @property {string} must the rule, and from its second MUST on the number of it: `SD-RET-11.2`
 * @property {string} file below the repository
 * @property {string} find occurs once in the file
 * @property {string} replace
 * @property {readonly [file: string, name: string]} [test] the test that catches it; without one a vector
 *   of the rule must
 */
import { addressMutants } from './address-mutants.mjs';
import { lookupMutants } from './lookup-mutants.mjs';
import { messageMutants } from './message-mutants.mjs';
import { poolMutants } from './pool-mutants.mjs';
import { retentionMutants } from './retention-mutants.mjs';
import { serviceMutants } from './service-mutants.mjs';
import { sourceMutants } from './source-mutants.mjs';

/** @type {readonly Mutant[]} */
export const mutants = [
  ...poolMutants,
  ...lookupMutants,
  ...messageMutants,
  ...addressMutants,
  ...retentionMutants,
  ...sourceMutants,
  ...serviceMutants,
];

/** `SD-RET-11.2` is of SD-RET-11. @param {string} must */
export function ruleOf(must) {
  return must.replace(/\.\d+$/, '');
}

/**
 * The mutated text. Throws when the place is not there exactly once.
 *
 * @param {Mutant} mutant
 * @param {string} text of its file
 */
export function mutated({ must, file, find, replace }, text) {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${must}: ${file} has ${parts.length - 1} times: ${find}`);
  return parts.join(replace);
}
