/**
 * Proves that a breach of each MUST of spec/README.md would be seen: `npm run spec:coverage`.
 *
 * Each mutant breaks one MUST in memory; a vector of its rule, or the test that it names, must fail then.
 * Prints a line for each mutant. Exit code 1 when a MUST has none, or one is not caught.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutants, mutated, ruleOf } from './mutants/mutant.mjs';
import { repository, run } from './run.mjs';

/** @typedef {import('./mutants/mutant.mjs').Mutant} Mutant */

/**
 * Every MUST of the document, by rule and, from its second on, number: `SD-ADDR-1`, `SD-ADDR-1.2`.
 *
 * @param {string} document
 * @returns {readonly string[]}
 */
export function mustsOf(document) {
  const rules = document.matchAll(/^\*\*(SD-[A-Z]+-\d+)\*\*(.*?)\n(?:\n|$)/gms);
  return [...rules].flatMap(([, rule = '', text = '']) => {
    const count = text.match(/\bMUST\b/g)?.length ?? 0;
    return Array.from({ length: count }, (_, at) => (at === 0 ? rule : `${rule}.${at + 1}`));
  });
}

/**
 * What can be said without running anything: a MUST without a mutant, a mutant of no MUST or of no place
 * in the sources, a test that is not there.
 *
 * @param {string} root
 * @returns {readonly string[]}
 */
export function coverageProblems(root) {
  const musts = mustsOf(readFileSync(join(root, 'spec', 'README.md'), 'utf8'));
  const covered = new Set(mutants.map(({ must }) => must));
  return [
    ...musts.filter((must) => !covered.has(must)).map((must) => `${must}: no mutant breaks it`),
    ...mutants
      .filter(({ must }) => !musts.includes(must))
      .map(({ must }) => `${must}: there is no such MUST`),
    ...mutants.flatMap(({ must, test }) => (test === undefined ? [] : testProblems(root, must, test))),
    ...staleMutants(root),
  ];
}

/** @param {string} root @param {string} must @param {readonly [string, string]} test */
function testProblems(root, must, [file, name]) {
  const path = join(root, file);
  if (!existsSync(path)) return [`${must}: there is no ${file}`];
  // The cases of a suite that several implementations pass stand beside it.
  const texts = [path, join(root, 'sd-runtime/src/testing/lookup-cases.ts')];
  return texts.some((one) => readFileSync(one, 'utf8').includes(name))
    ? []
    : [`${must}: ${file} has no test "${name}"`];
}

/** Places that the sources have no more. @param {string} root @returns {readonly string[]} */
function staleMutants(root) {
  return mutants.flatMap((mutant) => {
    try {
      mutated(mutant, readFileSync(join(root, mutant.file), 'utf8'));
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}

/**
 * @typedef {{ readonly title: string, readonly status: string,
 *   readonly meta?: { readonly caught?: readonly string[] } }} Result
 */

/** @param {readonly string[]} args @param {Readonly<Record<string, string>>} env @returns {Promise<readonly Result[]>} */
async function vitest(args, env) {
  const config = join('tools', 'mutants', 'vitest.config.mjs');
  const { output } = await run(['vitest', 'run', '--config', config, ...args], repository, 900_000, env);
  const start = output.indexOf('{"numTotalTestSuites"');
  if (start < 0) throw new Error(output);
  const { testResults } = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1));
  return testResults.flatMap((/** @type {{ assertionResults: Result[] }} */ file) => file.assertionResults);
}

/** What catches each mutant of the vectors, by its number. @returns {Promise<ReadonlyMap<number, string>>} */
async function caughtByVectors() {
  const results = await vitest([], {});
  return new Map(
    results.map(({ title, meta }) => {
      const [first = '', ...more] = meta?.caught ?? [];
      return [Number(title), more.length === 0 ? first : `${first} and ${more.length} more`];
    }),
  );
}

/** @param {number} number @param {readonly [string, string]} test @returns {Promise<string>} */
async function caughtByTest(number, [file, name]) {
  const pattern = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const results = await vitest([file, '-t', pattern], { MUTANT: String(number) });
  return results.some(({ status }) => status === 'failed') ? `${file}: ${name}` : '';
}

async function main() {
  const problems = coverageProblems(repository);
  if (problems.length > 0) return problems;
  const byVectors = await caughtByVectors();
  const missed = [];
  for (const [number, { must, file, find, test }] of mutants.entries()) {
    const caught = test === undefined ? (byVectors.get(number) ?? '') : await caughtByTest(number, test);
    console.log(`${must.padEnd(14)} ${file.padEnd(46)} ${caught === '' ? 'NOT CAUGHT' : caught}`);
    if (caught === '') missed.push(`${must}: nothing sees that ${file} lacks: ${find}`);
  }
  const rules = new Set(mutants.map(({ must }) => ruleOf(must)));
  const musts = new Set(mutants.map(({ must }) => must));
  console.log(
    `\n${rules.size} rules, ${musts.size} MUSTs, ${mutants.length} breaches, ${missed.length} not caught`,
  );
  return missed;
}

if (process.argv[1] === import.meta.filename) {
  const problems = await main();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
