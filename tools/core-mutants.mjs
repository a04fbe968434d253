/**
 * Whether a test would see any part of the core broken: `npm run mutants [-- FILE…]`.
 *
 * Breaks the core at one place at a time and runs vectors, laws and unit tests. Exit code 1 when one survives
 * for which `core-mutants/survivors.mjs` has no reason, or when a reason there is of none that survives.
 */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { coreMutants, sourceFiles } from './core-mutants/files.mjs';
import { isWhole, readResults } from './core-mutants/results.mjs';
import { keyOf, survivors } from './core-mutants/survivors.mjs';
import { repository, run } from './run.mjs';

/** Each takes a core and some 300 MB. */
const shares = Math.min(4, availableParallelism());
const limitMs = 3_600_000;
const maxTries = 50;

/** What caught each mutant, by its number. @param {readonly string[]} files @returns {Promise<ReadonlyMap<number, string>>} */
async function caughtBy(files) {
  const folder = mkdtempSync(join(tmpdir(), 'core-mutants-'));
  const numbers = Array.from({ length: shares }, (_, at) => at + 1);
  const parts = await Promise.all(
    numbers.map((number) => shareOf(files, `${number}/${shares}`, join(folder, `${number}.txt`))),
  );
  rmSync(folder, { recursive: true });
  return new Map(parts.flatMap((part) => [...part]));
}

/**
 * A mutant that ends the process is caught; the others of the share go on in a new one.
 *
 * @param {readonly string[]} files
 * @param {string} share
 * @param {string} results the file to write
 * @returns {Promise<ReadonlyMap<number, string>>}
 */
async function shareOf(files, share, results) {
  const config = join('tools', 'core-mutants', 'vitest.config.mjs');
  const env = { SHARE: share, FILES: files.join(','), RESULTS: results };
  for (let tries = 0; tries < maxTries; tries += 1) {
    const before = textOf(results);
    const { output } = await run(['vitest', 'run', '--config', config], repository, limitMs, env);
    const text = textOf(results);
    if (isWhole(text)) return readResults(text);
    if (text === before) throw new Error(output);
    if (!text.endsWith('\n')) appendFileSync(results, '\n');
  }
  throw new Error(`${maxTries} mutants ended their process: see ${results}`);
}

/** @param {string} path */
function textOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** @param {readonly string[]} files @param {ReadonlyMap<number, string>} caught */
function printTable(files, caught) {
  for (const file of files) {
    const numbers = [...caught.keys()].filter((number) => coreMutants[number]?.file === file);
    const alive = numbers.filter((number) => caught.get(number) === '').length;
    if (numbers.length > 0) console.log(`${file.padEnd(34)} ${numbers.length} mutants, ${alive} survive`);
  }
}

/** @param {readonly string[]} files @param {ReadonlyMap<number, string>} caught @returns {readonly string[]} */
function problemsOf(files, caught) {
  const reasons = new Set(survivors.map(keyOf));
  const alive = coreMutants.filter((_, number) => caught.get(number) === '');
  const keys = new Set(alive.map(keyOf));
  return [
    ...alive
      .filter((mutant) => !reasons.has(keyOf(mutant)))
      .map((mutant) => `line ${mutant.line}: nothing sees ${keyOf(mutant)}`),
    ...survivors
      .filter((survivor) => files.includes(survivor.file) && !keys.has(keyOf(survivor)))
      .map(
        (survivor) =>
          `survivors.mjs: no mutant survives for the reason "${survivor.why}": ${keyOf(survivor)}`,
      ),
  ];
}

const asked = process.argv.slice(2);
const unknown = asked.filter((file) => !sourceFiles.includes(file));
if (unknown.length > 0) {
  console.error(`no source of the core: ${unknown.join(', ')}; such as ${sourceFiles[0]}`);
  process.exitCode = 2;
} else {
  const files = asked.length === 0 ? sourceFiles : asked;
  const startMs = performance.now();
  const caught = await caughtBy(asked);
  printTable(files, caught);
  const problems = problemsOf(files, caught);
  for (const problem of problems) console.error(problem);
  const alive = [...caught.values()].filter((by) => by === '').length;
  const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
  console.log(
    `\n${caught.size} mutants, ${caught.size - alive} caught, ${alive} survive, ${problems.length} problems, ${minutes} minutes`,
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}
