/**
 * Stands in for vitest in the core's tests: keeps them as functions that can be run again and again.
 */
import { expect } from 'vitest';

/** @typedef {{ readonly name: string, readonly run: () => unknown }} CoreTest */

/** Lives longer than this module, which is loaded again for some mutants. @type {{ $tests?: CoreTest[] }} */
const keeper = /** @type {object} */ (globalThis);

/** @type {(name: string, run: () => unknown) => void} */
function test(name, run) {
  (keeper.$tests ??= []).push({ name, run });
}

/** @type {(name: string, body: () => void) => void} */
function describe(_name, body) {
  body();
}

/** @param {(name: string, body: (...values: unknown[]) => void) => void} one */
function each(one) {
  return (/** @type {readonly unknown[]} */ rows) =>
    (/** @type {string} */ name, /** @type {(...values: unknown[]) => void} */ body) => {
      for (const row of rows) one(name, () => body(...(Array.isArray(row) ? row : [row])));
    };
}

test.each = each(test);
describe.each = each(describe);

export { describe, expect, test };

/** The tests since the last call. @returns {readonly CoreTest[]} */
export function takeTests() {
  const tests = keeper.$tests ?? [];
  keeper.$tests = [];
  return tests;
}
