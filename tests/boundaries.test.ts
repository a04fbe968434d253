/**
 * The boundary check sees what it is there to see: each import is planted in a file of its own, all in
 * one copy of the sources, because every look at the whole tree takes a while.
 */
import { beforeAll, describe, expect, test } from 'vitest';
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
  'sd-cli': Object.values(rules).flatMap(({ name }) => (/^spcs-sd$|bench|faults/.test(name) ? [] : [name])),
  faults: ['@spcs-sd/sandbox'],
  bench: Object.values(rules).flatMap(({ name }) => (/bench|faults/.test(name) ? [] : [name])),
};
const ours = Object.values(rules).map(({ name }) => name);

/** What is said of a planted file, once the check has run. */
type Said = () => readonly string[];

const planted = new Map<string, string>();
let problems: ReturnType<typeof boundaryProblems>;

/** `path` holds a `#` where the file's number goes, so that plants do not meet. */
function plant(path: string, line: string): Said {
  const file = path.replace('#', `-${planted.size}`);
  planted.set(file, `${line}\n`);
  return () => problems.filter(({ where }) => where.split(':')[0] === file).map(({ what }) => what);
}

/** The layout allows some imports that no package.json declares yet, which is another complaint. */
function isOfLayout(what: string): boolean {
  return !what.includes('is not among the dependencies');
}

beforeAll(() => {
  const copy = copyTree(folders);
  for (const [path, text] of planted) copy.write(path, text);
  problems = boundaryProblems(copy.root);
  copy.remove();
});

test('the sources as they are keep to the layout', () => {
  expect(problems.filter(({ where }) => !planted.has(where.split(':')[0] ?? ''))).toEqual([]);
});

describe.each(folders)('%s', (folder) => {
  const names = ours.map(
    (name) => [name, plant(`${folder}/src/planted#.ts`, `import { x } from '${name}';`)] as const,
  );
  test.each(names)('imports %s only if the layout says so', (name, said) => {
    expect(said().filter(isOfLayout)).toHaveLength((layout[folder] ?? []).includes(name) ? 0 : 1);
  });
});

describe.each(['spec', 'sd-core'])('%s', (folder) => {
  const lines = ["import 'node:fs';", "import 'fs';", "import type { Document } from 'yaml';"].map(
    (line) => [line, plant(`${folder}/src/planted#.ts`, line)] as const,
  );
  test.each(lines)('imports neither Node nor a package: %s', (_, said) => {
    expect(said()).toHaveLength(1);
  });
});

describe('the core and the specification', () => {
  const asTypes = plant('sd-core/src/planted#.ts', "import type { x } from '@spcs-sd/spec';");
  const asValues = plant('sd-core/src/planted#.ts', "import { type x } from '@spcs-sd/spec';");
  test('it may use types of it, and nothing else', () => {
    expect(asTypes().filter(isOfLayout)).toEqual([]);
    expect(asValues().filter(isOfLayout)).toHaveLength(1);
  });
});

const mayNot = [
  "import { x } from '@spcs-sd/runtime';",
  "import type { X } from '@spcs-sd/runtime';",
  "export * from '@spcs-sd/runtime';",
  "export type { X } from '@spcs-sd/runtime/sub';",
  "export const x = await import('@spcs-sd/runtime');",
  'export const x = await import(`@spcs-sd/runtime`);',
  "export const x = await import('@spcs-sd/' + 'runtime');",
  "export type X = import('@spcs-sd/runtime').X;",
  "import x = require('@spcs-sd/runtime');",
  "export const x = import.meta.resolve('@spcs-sd/runtime');",
  "import { x } from '../../sd-runtime/src/index.ts';",
  "import { x } from '../package.json';",
  "import { x } from './testing/fake.ts';",
  "import { x } from './target.arb.ts';",
  "import { x } from '../../tests/support/needs.ts';",
  "import pino from 'pino';",
  "import { x } from 'left-pad';",
  "import 'http';",
].map((line) => [line, plant('sd-http-adapter/src/planted#.ts', line)] as const);
test.each(mayNot)('an adapter may not: %s', (_, said) => {
  expect(said()).toHaveLength(1);
});

const may = [
  "import { x } from './other.ts';",
  "import { createServer } from 'node:http';",
  "// import '@spcs-sd/runtime';",
  "export const text = `import '@spcs-sd/runtime'`;",
].map((line) => [line, plant('sd-http-adapter/src/planted#.ts', line)] as const);
test.each(may)('an adapter may: %s', (_, said) => {
  expect(said()).toEqual([]);
});

describe('tests', () => {
  const line = "import { x } from '@spcs-sd/runtime';";
  const paths = ['sd-core/src/planted#.test.ts', 'sd-core/src/testing/planted#.ts'];
  test.each(paths.map((path) => [path, plant(path, line)] as const))('may import anything: %s', (_, said) => {
    expect(said()).toEqual([]);
  });
});

test.each(['yaml', '@spcs-sd/runtime'])(
  'a dependency that the layout does not allow is refused even if nothing imports it: %s',
  (name) => {
    const copy = copyTree([]);
    copy.write('sd-core/package.json', JSON.stringify({ dependencies: { [name]: '1.0.0' } }));
    expect(boundaryProblems(copy.root)).toHaveLength(1);
    copy.remove();
  },
);
