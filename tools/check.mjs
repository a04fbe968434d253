/**
 * Every check of the repository but its tests: `npm run check`.
 *
 * All of them run, also when one fails; one line each with its time, and below it what to mend.
 * `npm run check -- lint docs` runs only those. Exit code 1 when any failed, 2 for an unknown name.
 */
import { boundaryProblems } from './boundaries.mjs';
import { dependenciesProblems } from './dependencies.mjs';
import { docsProblems } from './docs.mjs';
import { hygieneProblems } from './hygiene.mjs';
import { lockProblems } from './lock.mjs';
import { packageProblems } from './packages.mjs';
import { purityProblems } from './purity.mjs';
import { repository, run } from './run.mjs';

/** @typedef {import('./files.mjs').Problem} Problem */

/**
 * What each check finds; an empty list is a pass. The packages need the build, so the types come first.
 *
 * @type {Readonly<Record<string, () => Promise<readonly string[]> | readonly string[]>>}
 */
const checks = {
  types: program('npm', 'run', '--silent', 'build'),
  'test-types': program('tsc', '-p', 'tsconfig.test.json', '--pretty', 'false'),
  lint: program('oxlint', '--type-aware', '--deny-warnings', '--format', 'unix'),
  format: program('prettier', '--check', '--cache', '--log-level', 'warn', '.'),
  unused: program('knip', '--no-progress'),
  generated: programs(
    ['node', 'spec/scripts/generate.mjs', '--check'],
    ['node', 'spec/scripts/reference.mjs', '--check'],
    ['node', 'tools/metrics-document.mjs', '--check'],
    ['node', 'deploy/grafana/dist/main.js', '--check'],
  ),
  packages: async () => (await packageProblems(repository)).map(line),
  boundaries: () => boundaryProblems(repository).map(line),
  purity: async () => (await purityProblems(repository)).map(line),
  lock: () => lockProblems(repository).map(line),
  hygiene: () => hygieneProblems(repository).map(line),
  dependencies: () => dependenciesProblems(repository).map(line),
  docs: () => docsProblems(repository).map(line),
};

/** @param {[string, ...string[]]} command @returns {() => Promise<readonly string[]>} */
function program(...command) {
  return async () => {
    const { code, output } = await run(command);
    if (code === 0) return [];
    return output.trim() === '' ? [`exit code ${code}`] : output.trim().split('\n');
  };
}

/** All of them, also when one fails. @param {[string, ...string[]][]} commands @returns {() => Promise<readonly string[]>} */
function programs(...commands) {
  return async () => (await Promise.all(commands.map((command) => program(...command)()))).flat();
}

/** @param {Problem} problem */
function line({ where, what }) {
  return `${where}: ${what}`;
}

/** Prints the check's line and whatever it found. @param {string} name @returns {Promise<boolean>} */
async function passes(name) {
  const startedMs = performance.now();
  const found = await attempt(name);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${found.length === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(13)}${seconds.padStart(6)} s`);
  for (const text of found) console.log(`         ${text}`);
  return found.length === 0;
}

/** A check that breaks has failed; the others still run. @param {string} name @returns {Promise<readonly string[]>} */
async function attempt(name) {
  try {
    return (await checks[name]?.()) ?? [`there is no such check: ${Object.keys(checks).join(', ')}`];
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(', ')}; there are: ${Object.keys(checks).join(', ')}`);
  process.exit(2);
}
let failed = 0;
for (const name of chosen.length > 0 ? chosen : Object.keys(checks)) {
  if (!(await passes(name))) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
