/**
 * One share of the mutants: each is turned on, and vectors, laws and unit tests run until one fails.
 *
 * `SHARE=1/2` says which share, `FILES` of which sources (all without). `RESULTS` names the file that says what
 * became of which mutant, line by line, so that a mutant that ends the process is the last that began there.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { questionLine } from '../../sd-cli/src/conform/question.ts';
import { readVectors } from '../../sd-cli/src/conform/vectors.ts';
import { verdictOf } from '../../sd-cli/src/conform/verdict.ts';
import { repository } from '../run.mjs';
import { takeTests } from './collected.mjs';
import { coreMutants, testFiles } from './files.mjs';
import { readResults } from './results.mjs';
import { none, record, turnOn } from './switchboard.mjs';

/**
 * `seen`: the switches that it passes; `passed`: how often it passes one; `ms`: how long it takes.
 *
 * @typedef {import('./collected.mjs').CoreTest & { readonly seen: Uint8Array, readonly passed: number,
 *   readonly ms: number }} Measured
 */

const [share = 1, of = 1] = (process.env['SHARE'] ?? '1/1').split('/').map(Number);
const files = (process.env['FILES'] ?? '').split(',').filter((file) => file !== '');

const quickMs = 50;

const results = process.env['RESULTS'] ?? '';

test('share', async () => {
  const done = readResults(existsSync(results) ? readFileSync(results, 'utf8') : '');
  const stop = record();
  const loaded = await load(none);
  const { seen: seenAtLoad } = stop();
  let tests = await measured(loaded);
  /** What caught the last mutants catches the next one too, more often than not. @type {readonly string[]} */
  let best = [];
  for (const [number, mutant] of coreMutants.entries()) {
    if (number % of !== share - 1 || (files.length > 0 && !files.includes(mutant.file))) continue;
    if (done.has(number)) continue;
    appendFileSync(results, `${number}`);
    const { isStatic } = mutant;
    const byRun = isStatic ? '' : await catcherOf(number, tests, best);
    const by = byRun === '' && (isStatic || seenAtLoad[number] === 1) ? await atLoad(number, tests) : byRun;
    appendFileSync(results, ` ${JSON.stringify(by)}\n`);
    if (by === '') continue;
    best = [by, ...best.filter((name) => name !== by)].slice(0, 8);
    // What a mutant has written to a value that tests share would catch all that come after it.
    if (await failsAlone(by, tests)) tests = await measured(await load(none));
  }
  appendFileSync(results, 'end\n');
  expect(tests.length).toBeGreaterThan(0);
});

/**
 * The core as it is loaded with a mutant, and all that is run on it.
 *
 * @param {number} number
 */
async function load(number) {
  turnOn(number, Infinity);
  vi.resetModules();
  takeTests();
  const answers = '../../sd-cli/src/conform/self/answer.ts';
  const { answerTo } = await import(/* @vite-ignore */ answers);
  for (const file of testFiles) await import(/* @vite-ignore */ join(repository, file));
  return [
    ...vectorTests(answerTo),
    ...takeTests().map((one, at) => ({ ...one, name: `${one.name} (${at})` })),
  ];
}

/** @param {(question: unknown) => Promise<unknown>} answerTo @returns {readonly import('./collected.mjs').CoreTest[]} */
function vectorTests(answerTo) {
  return readVectors().map((vector) => ({
    name: vector.id,
    run: async () => {
      const result = await answerTo(JSON.parse(questionLine(vector)));
      const text = JSON.stringify({ id: vector.id, result });
      const verdict = verdictOf(vector, { kind: 'line', text }, { limitMs: 0, scope: 'everything' });
      if (verdict.kind !== 'passed') throw new Error(JSON.stringify(verdict));
    },
  }));
}

/** Cheap ones first. Throws when one fails without any mutant. @param {readonly import('./collected.mjs').CoreTest[]} tests */
async function measured(tests) {
  /** @type {Measured[]} */
  const found = [];
  for (const one of tests) {
    const stop = record();
    const startMs = performance.now();
    await one.run();
    found.push({ ...one, ...stop(), ms: performance.now() - startMs });
  }
  return found.toSorted((a, b) => a.ms - b.ms);
}

/** Whether a test fails without any mutant. @param {string} asked @param {readonly Measured[]} tests */
async function failsAlone(asked, tests) {
  turnOn(none, Infinity);
  try {
    for (const { name, run } of tests) if (name === asked) await run();
    return false;
  } catch {
    return true;
  }
}

/**
 * The name of what fails under a mutant that is turned on in the loaded core; nothing when it survives.
 *
 * @param {number} number
 * @param {readonly Measured[]} tests
 * @param {readonly string[]} best
 */
function catcherOf(number, tests, best) {
  const reached = tests.filter(({ seen }) => seen[number] === 1);
  return firstFailing(number, inOrder(reached, best));
}

/** The same in a core that is loaded with it. @param {number} number @param {readonly Measured[]} tests */
async function atLoad(number, tests) {
  try {
    const loaded = new Map((await load(number)).map(({ name, run }) => [name, run]));
    return await firstFailing(
      number,
      tests.map((one) => ({ ...one, run: loaded.get(one.name) ?? one.run })),
    );
  } catch {
    return 'loading the core';
  }
}

/** Laws take long, so they come last in any case. @param {readonly Measured[]} tests @param {readonly string[]} best */
function inOrder(tests, best) {
  const isFirst = (/** @type {Measured} */ { name, ms }) => ms < quickMs && best.includes(name);
  return [...tests.filter(isFirst), ...tests.filter((one) => !isFirst(one))];
}

/** @param {number} number @param {readonly Measured[]} tests */
async function firstFailing(number, tests) {
  for (const { name, passed, run } of tests) {
    turnOn(number, passed * 3 + 100_000);
    try {
      await run();
    } catch {
      return name;
    }
  }
  return '';
}
