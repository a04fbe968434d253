/**
 * The boundary check sees what it is there to see: each forbidden import is planted, alone, in a copy.
 */
import { describe, expect, test } from 'vitest';
import { boundaryProblems, rules } from '../tools/boundaries.mjs';
import { copyTree } from './support/tree-copy.ts';

const folders = Object.keys(rules);

/** What design allows: folder → packages of ours. Written out, so that the table cannot change unseen. */
const layout: Readonly<Record<string, readonly string[]>> = {
  spec: [],
  'sd-core': [],
  'sd-runtime': ['@spcs-sd/core'],
  'sd-http-adapter': ['@spcs-sd/core'],
  'sd-file-adapter': ['@spcs-sd/core'],
  sandbox: ['@spcs-sd/core', '@spcs-sd/spec'],
  'sd-cli': Object.values(rules).flatMap(({ name }) => (/^spcs-sd$|bench/.test(name) ? [] : [name])),
  bench: Object.values(rules).flatMap(({ name }) => (name.includes('bench') ? [] : [name])),
};
const ours = Object.values(rules).map(({ name }) => name);

function plant(path: string, line: string): readonly string[] {
  const copy = copyTree(folders.filter((folder) => path.startsWith(`${folder}/`)));
  copy.write(path, `${line}\n`);
  const problems = boundaryProblems(copy.root);
  expect(problems.filter(({ where }) => !where.startsWith(path))).toEqual([]);
  return problems.map(({ what }) => what);
}

/** The layout allows some imports that no package.json declares yet, which is another complaint. */
function isOfLayout(what: string): boolean {
  return !what.includes('is not among the dependencies');
}

test('the sources as they are keep to the layout', () => {
  expect(boundaryProblems(copyTree(folders).root)).toEqual([]);
});

describe.each(folders)('%s', (folder) => {
  test.each(ours)('imports %s only if the layout says so', (name) => {
    const problems = plant(`${folder}/src/planted.ts`, `import { x } from '${name}';`);
    expect(problems.filter(isOfLayout)).toHaveLength((layout[folder] ?? []).includes(name) ? 0 : 1);
  });
});

test.each(['spec', 'sd-core'])('%s imports neither Node nor a package', (folder) => {
  expect(plant(`${folder}/src/planted.ts`, "import 'node:fs';")).toHaveLength(1);
  expect(plant(`${folder}/src/planted.ts`, "import 'fs';")).toHaveLength(1);
  expect(plant(`${folder}/src/planted.ts`, "import type { Document } from 'yaml';")).toHaveLength(1);
});

test('the core may use types of the specification, and nothing else of it', () => {
  const asTypes = plant('sd-core/src/planted.ts', "import type { x } from '@spcs-sd/spec';");
  expect(asTypes.filter(isOfLayout)).toEqual([]);
  const asValues = plant('sd-core/src/planted.ts', "import { type x } from '@spcs-sd/spec';");
  expect(asValues.filter(isOfLayout)).toHaveLength(1);
});

test.each([
  ["import { x } from '@spcs-sd/runtime';"],
  ["import type { X } from '@spcs-sd/runtime';"],
  ["export * from '@spcs-sd/runtime';"],
  ["export type { X } from '@spcs-sd/runtime/sub';"],
  ["export const x = await import('@spcs-sd/runtime');"],
  ['export const x = await import(`@spcs-sd/runtime`);'],
  ["export const x = await import('@spcs-sd/' + 'runtime');"],
  ["export type X = import('@spcs-sd/runtime').X;"],
  ["import x = require('@spcs-sd/runtime');"],
  ["export const x = import.meta.resolve('@spcs-sd/runtime');"],
  ["import { x } from '../../sd-runtime/src/index.ts';"],
  ["import { x } from '../package.json';"],
  ["import { x } from './testing/fake.ts';"],
  ["import { x } from './target.arb.ts';"],
  ["import { x } from '../../tests/support/needs.ts';"],
  ["import pino from 'pino';"],
  ["import { x } from 'left-pad';"],
  ["import 'http';"],
])('an adapter may not: %s', (line) => {
  expect(plant('sd-http-adapter/src/planted.ts', line)).toHaveLength(1);
});

test.each([
  ["import { x } from './other.ts';"],
  ["import { createServer } from 'node:http';"],
  ["// import '@spcs-sd/runtime';"],
  ["export const text = `import '@spcs-sd/runtime'`;"],
])('an adapter may: %s', (line) => {
  expect(plant('sd-http-adapter/src/planted.ts', line)).toEqual([]);
});

test('tests may import anything', () => {
  expect(plant('sd-core/src/planted.test.ts', "import { x } from '@spcs-sd/runtime';")).toEqual([]);
  expect(plant('sd-core/src/testing/planted.ts', "import { x } from '@spcs-sd/runtime';")).toEqual([]);
});

test('a dependency that the layout does not allow is refused even if nothing imports it', () => {
  const manifest = (name: string): string => JSON.stringify({ dependencies: { [name]: '1.0.0' } });
  expect(plant('sd-core/package.json', manifest('yaml'))).toHaveLength(1);
  expect(plant('sd-core/package.json', manifest('@spcs-sd/runtime'))).toHaveLength(1);
});
