/**
 * The table "rule × implementation" of spec/README.md: `npm run spec:results`.
 *
 * Runs `spcs-sd conform` on every implementation of the repository and writes what came of it between the
 * table's marks. Needs the build and python3. A test holds the table to what it would be now.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository, run } from './run.mjs';

/**
 * @typedef {{ readonly passed: number, readonly failed: number, readonly unsupported: number }} Tally
 * @typedef {{ readonly rules: Readonly<Record<string, Tally>> }} Report
 * @typedef {{ readonly name: string, readonly command: readonly [string, ...string[]],
 *   readonly published: boolean }} Implementation
 */

const main = join(repository, 'sd-cli', 'dist', 'main.js');
/** @param {string} path */
const python = (path) =>
  /** @type {readonly [string, ...string[]]} */ (['python3', '-B', join(repository, 'spec', path)]);

/**
 * `published`: of the originals only what they publish is judged; they tell nothing besides.
 *
 * @type {readonly Implementation[]}
 */
export const implementations = [
  { name: 'spcs-sd', command: [process.execPath, main, 'conform-self'], published: false },
  { name: 'Python', command: python('implementations/python/main.py'), published: false },
  { name: 'mdservice', command: python('models/mdservice.py'), published: true },
  { name: 'the plugin', command: python('models/plugin.py'), published: true },
];

const begin = '<!-- results: npm run spec:results -->';
const end = '<!-- results end -->';

/**
 * The document with the table of these reports, in the order of the implementations.
 *
 * @param {string} text
 * @param {readonly Report[]} reports
 */
export function withResults(text, reports) {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the document lacks ${begin} or ${end}`);
  return `${text.slice(0, from)}${begin}\n\n${resultsTable(reports)}\n${text.slice(to)}`;
}

/** @param {readonly Report[]} reports */
function resultsTable(reports) {
  const rules = Object.keys(reports[0]?.rules ?? {});
  const rows = rules.map((rule) => [rule, ...reports.map(({ rules: tallies }) => cell(tallies[rule]))]);
  return markdownTable(['rule', ...implementations.map(({ name }) => name)], rows);
}

/** @param {Tally | undefined} tally */
function cell(tally) {
  if (tally === undefined || tally.passed + tally.failed === 0) return '–';
  const all = tally.passed + tally.failed;
  return tally.failed === 0 ? 'passes' : `fails ${tally.failed} of ${all}`;
}

/** As prettier lays it out. @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function markdownTable(head, rows) {
  const widths = head.map((title, at) =>
    Math.max(title.length, 3, ...rows.map((row) => (row[at] ?? '').length)),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) => `| ${cells.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |\n`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}

/** @param {Implementation} implementation @returns {Promise<Report>} */
async function reportOf({ command, published }) {
  const folder = await mkdtemp(join(tmpdir(), 'spcs-sd-results-'));
  const file = join(folder, 'results.json');
  try {
    const flags = [`--json=${file}`, ...(published ? ['--published'] : [])];
    const { output } = await run([process.execPath, main, 'conform', ...flags, '--', ...command]);
    return JSON.parse(await readFile(file, 'utf8').catch(() => Promise.reject(new Error(output))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const document = join(repository, 'spec', 'README.md');
  const reports = [];
  for (const implementation of implementations) reports.push(await reportOf(implementation));
  writeFileSync(document, withResults(readFileSync(document, 'utf8'), reports));
}
