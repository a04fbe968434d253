/**
 * The purity check sees what it is there to see: each mistake is planted, alone, in a copy of the core.
 */
import { expect, test } from 'vitest';
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

test.each(plants)('refuses %j', async (line, ...tools) => {
  const copy = copyTree(['spec', 'sd-core']);
  copy.write('sd-core/src/planted.ts', `${line}\nexport const planted = 1;\n`);
  const problems = await purityProblems(copy.root);
  expect(problems.filter(({ where }) => !where.startsWith('sd-core/src/planted.ts'))).toEqual([]);
  expect(toolsOf(problems)).toEqual(expect.arrayContaining(tools));
});

test('has nothing to say of the core as it is', async () => {
  const { root } = copyTree(['spec', 'sd-core']);
  expect(await purityProblems(root)).toEqual([]);
});

test('is not fooled by comments and strings, and lets tests do what they like', async () => {
  const copy = copyTree(['spec', 'sd-core']);
  copy.write('sd-core/src/planted.ts', "// import 'node:fs'\nexport const text = \"import 'node:fs'\";\n");
  copy.write('sd-core/src/planted.test.ts', "import 'node:fs';\nexport const now = Date.now();\n");
  expect(await purityProblems(copy.root)).toEqual([]);
});

function toolsOf(problems: readonly { readonly what: string }[]): readonly string[] {
  return problems.map(({ what }) => what.slice(0, what.indexOf(':')));
}
