/**
 * The purity check sees what it is there to see: each mistake is planted in a file of its own, all in
 * one copy of the core, because the compiler and the linter take seconds for each look at it.
 */
import { beforeAll, expect, test } from 'vitest';
import { purityProblems } from '../tools/purity.mjs';
import { copyTree } from './support/tree-copy.ts';

/** A line that does not belong in the core, and the tools that must each refuse it by themselves. */
const plants: readonly (readonly [line: string, ...tools: string[]])[] = [
  ["import 'node:fs';", 'imports'],
  ["import { readFileSync } from 'node:fs';\nexport const read = readFileSync;", 'compiler', 'imports'],
  ["export type Socket = import('node:net').Socket;", 'compiler', 'imports'],
  ["export const later = import('node:fs');", 'compiler', 'imports'],
  ["export { parse } from 'yaml';", 'compiler', 'imports'],
  ['/// <reference types="node" />', 'imports'],
  ["export const answer: unknown = fetch('http://192.0.2.1/');", 'compiler', 'linter'],
  ['export const now: number = Date.now();', 'linter'],
  ['export const today: string = new Date().toISOString();', 'linter'],
  ['export const luck: number = Math.random();', 'linter'],
  ['export const fast: number = performance.now();', 'compiler', 'linter'],
  ['setTimeout(() => undefined, 1);', 'compiler', 'linter'],
  ['export const surroundings: unknown = globalThis.process;', 'compiler', 'linter'],
  ['console.log(1);', 'compiler', 'linter'],
  ['export async function wait(): Promise<void> {}', 'linter'],
  ['export const soon: Promise<number> = Promise.resolve(1);', 'linter'],
  ["export const order: number = 'a'.localeCompare('b');", 'linter'],
  ['export const now: number = Date.now(); // oxlint-disable-line', 'comment'],
];

const pathOf = (number: number): string => `sd-core/src/planted-${number}.ts`;
/** What is wrong in words only, and what tests may do. */
const harmless: Readonly<Record<string, string>> = {
  'sd-core/src/harmless.ts': "// import 'node:fs'\nexport const text = \"import 'node:fs'\";\n",
  'sd-core/src/harmless.test.ts': "import 'node:fs';\nexport const now = Date.now();\n",
};
let problems: Awaited<ReturnType<typeof purityProblems>>;

beforeAll(async () => {
  const copy = copyTree(['spec', 'sd-core']);
  for (const [index, [line]] of plants.entries()) {
    copy.write(pathOf(index), `${line}\nexport const planted = 1;\n`);
  }
  for (const [path, text] of Object.entries(harmless)) copy.write(path, text);
  problems = await purityProblems(copy.root);
  copy.remove();
});

test.each(plants.map(([line, ...tools], index) => ({ line, tools, path: pathOf(index) })))(
  'refuses $line',
  ({ path, tools }) => {
    const said = problems.filter(({ where }) => where.startsWith(`${path}:`));
    expect(toolsOf(said)).toEqual(expect.arrayContaining([...tools]));
  },
);

test('has nothing to say of the core as it is, of comments and strings, or of tests', () => {
  expect(problems.filter(({ where }) => !where.startsWith('sd-core/src/planted-'))).toEqual([]);
});

function toolsOf(problems: readonly { readonly what: string }[]): readonly string[] {
  return problems.map(({ what }) => what.slice(0, what.indexOf(':')));
}
