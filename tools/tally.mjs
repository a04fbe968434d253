/**
 * Adds up test runs and prints `tests: N passed, N failed, N skipped`.
 *
 *     node tools/tally.mjs REPORT=EXITCODE…
 *
 * Each REPORT is a file that vitest's JSON reporter wrote, EXITCODE what the run ended with. A run that
 * died without a report, or failed without a failed test, counts as one failure, so that no run can be
 * lost. Says on standard error which tests failed and were skipped. Exit code 1 unless all passed.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number,
 *   readonly notes: readonly string[] }} Tally
 * @typedef {{ readonly name?: string, readonly status?: string, readonly message?: string,
 *   readonly assertionResults?: readonly { readonly status?: string, readonly fullName?: string }[] }} Suite
 */

/**
 * @param {string | null} report JSON text; `null` when there is none
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tallyOf(report, exitCode) {
  const suites = suitesOf(report);
  if (suites === null) return { passed: 0, failed: 1, skipped: 0, notes: ['a test run left no report'] };
  const tests = suites.flatMap(testsOf);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failures = tests.filter(({ status }) => status === 'failed');
  const others = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const unexplained = failures.length === 0 && (exitCode !== 0 || tests.length === 0);
  return {
    passed,
    failed: failures.length + (unexplained ? 1 : 0),
    skipped: others.length,
    notes: [
      ...failures.map(({ name }) => `failed: ${name}`),
      ...others.map(({ name }) => `skipped: ${name}`),
      ...(unexplained
        ? [`a test run of ${tests.length} tests ended with ${exitCode} and no failed test`]
        : []),
    ],
  };
}

/** @param {string | null} report @returns {readonly Suite[] | null} */
function suitesOf(report) {
  try {
    const results = JSON.parse(report ?? 'null')?.testResults;
    return Array.isArray(results) ? results : null;
  } catch {
    return null;
  }
}

/** A file that failed before its first test counts as a failed test. @param {Suite} suite */
function testsOf({ name = '?', status, message = '', assertionResults = [] }) {
  const tests = assertionResults.map((test) => ({ status: test.status, name: test.fullName ?? name }));
  const broken = status === 'failed' && tests.every((test) => test.status !== 'failed');
  return broken ? [...tests, { status: 'failed', name: `${name} ${message.split('\n')[0] ?? ''}` }] : tests;
}

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sumOf(tallies) {
  /** @type {(pick: (tally: Tally) => number) => number} */
  const sum = (pick) => tallies.reduce((total, tally) => total + pick(tally), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    notes: tallies.flatMap(({ notes }) => notes),
  };
}

/** @param {string} argument `REPORT=EXITCODE` @returns {Tally} */
function readRun(argument) {
  const at = argument.lastIndexOf('=');
  try {
    return tallyOf(readFileSync(argument.slice(0, at), 'utf8'), Number(argument.slice(at + 1)));
  } catch {
    return tallyOf(null, 1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, failed, skipped, notes } = sumOf(process.argv.slice(2).map(readRun));
  for (const note of notes) console.error(note);
  console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = passed > 0 && failed === 0 && skipped === 0 ? 0 : 1;
}
