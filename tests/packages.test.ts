/**
 * The packages as a stranger gets them: what is in the tarballs, whether their types resolve, and whether
 * every example of the READMEs compiles and runs with nothing but them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionLine } from '../sd-cli/src/conform/question.ts';
import { isCoreQuestion } from '../sd-cli/src/conform/self/core-answer.ts';
import { readVectors } from '../sd-cli/src/conform/vectors.ts';
import { verdictOf } from '../sd-cli/src/conform/verdict.ts';
import { publishedFolders } from '../tools/packages.mjs';
import { repository, run } from '../tools/run.mjs';
import { createConsumer, type Consumer } from './support/consumer.ts';
import { answersInBrowser } from './support/core-in-browser.ts';
import { examplesIn } from './support/examples.ts';
import { needs } from './support/needs.ts';

const folders = publishedFolders(repository);
const libraries = ['spec', 'sd-core', 'sd-runtime', 'sd-http-adapter', 'sd-file-adapter', 'sandbox'];
const documents = ['README.md', ...folders.map((folder) => join(folder, 'README.md'))];
const examples = documents.flatMap((document) => examplesIn(repository, document));

/** How a program of today is compiled; `skipLibCheck` is off, so that our declarations are checked too. */
const compilerOptions = {
  target: 'ES2023',
  lib: ['ES2023'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  moduleDetection: 'force',
  outDir: 'out',
  rootDir: 'examples',
};
const resolutions = {
  NodeNext: { module: 'NodeNext', moduleResolution: 'NodeNext' },
  Bundler: { module: 'ESNext', moduleResolution: 'Bundler', noEmit: true },
};

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
}
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8'));
const names = folders.map((folder) => manifestOf(folder).name);
/** The program cannot be imported. */
const importable = folders
  .map(manifestOf)
  .filter((manifest) => manifest.exports !== undefined)
  .map(({ name }) => name);

/** What the compiler said, by the name of the resolution. It emits the programs all the same. */
const complaints = new Map<string, string>();
let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
  const imports = importable.map((name, index) => `export * as p${index} from '${name}';\n`);
  await consumer.write('examples/every-package.ts', imports.join(''));
  for (const { name, code } of examples) await consumer.write(`examples/${name}.ts`, code);
  for (const [name, resolution] of Object.entries(resolutions)) {
    const config = { compilerOptions: { ...compilerOptions, ...resolution }, include: ['examples'] };
    await consumer.write(`tsconfig.${name}.json`, JSON.stringify(config));
    const compiler = ['tsc', '-p', `tsconfig.${name}.json`, '--pretty', 'false'] as const;
    complaints.set(name, (await run(compiler, consumer.root)).output);
  }
}, 120_000);
afterAll(() => consumer?.remove());

describe.each(names)('the tarball of %s', (name) => {
  const files = (): readonly string[] =>
    consumer.packages.find((packed) => packed.name === name)?.files.map(({ path }) => path) ?? [];

  test('holds its licence, README, changelog and manifest', () => {
    const missing = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'].filter(
      (path) => !files().includes(path),
    );
    expect(missing).toEqual([]);
  });

  test('holds neither sources, tests, nor what the compiler remembers', () => {
    const unwanted =
      /\.(test|arb)\.|(^|\/)(testing|tests|src|scripts|node_modules)\/|tsbuildinfo|(?<!\.d)\.ts$/;
    expect(files().filter((path) => unwanted.test(path))).toEqual([]);
  });

  test('holds no output of a source that is gone (remove dist and build again)', () => {
    const folder = join(repository, folders[names.indexOf(name)] ?? '');
    const outputs = files().filter((path) => /^dist\/.*\.js$/.test(path));
    const stale = outputs.filter(
      (path) => !existsSync(join(folder, path.replace(/^dist(.*)\.js$/, 'src$1.ts'))),
    );
    expect(stale).toEqual([]);
  });
});

test.each(Object.keys(resolutions))('types and examples compile under %s', (name) => {
  expect(complaints.get(name)).toBe('');
});

describe('examples', () => {
  test.each(['README.md', ...libraries.map((folder) => join(folder, 'README.md'))])(
    '%s has one',
    (document) => {
      expect(examplesIn(repository, document)).not.toEqual([]);
    },
  );

  test('one is a PoolSource of its own, and runs', () => {
    const own = examples.filter(({ runs, code }) => runs && /\bPoolSource\b/.test(code));
    expect(own).not.toEqual([]);
  });

  const programs = examples.filter(({ runs }) => runs).map(({ where, name }) => [where, name] as const);
  test.each(programs)('%s runs and exits with 0', async (_, name) => {
    const { code, output } = await run(['node', join('out', `${name}.js`)], consumer.root, 20_000);
    expect({ code, output }).toEqual({ code: 0, output: expect.any(String) });
  });
});

test('every package loads', async () => {
  const program = importable.map((name) => `await import('${name}');`).join('');
  const { code, output } = await run(['node', '--input-type=module', '--eval', program], consumer.root);
  expect({ code, output }).toEqual({ code: 0, output: '' });
});

needs('chromium').test(
  'the core passes its vectors in a browser',
  async () => {
    const vectors = readVectors().filter(({ case: vector }) => isCoreQuestion(vector));
    const { results, complaints, loaded } = await answersInBrowser(consumer.root, vectors.map(questionLine));
    expect(complaints).toEqual([]);
    expect(loaded).toContain('/node_modules/@spcs-sd/core/dist/index.js');
    const failed = vectors.filter((vector, index) => {
      const text = `{"id":${JSON.stringify(vector.id)},"result":${results[index] ?? 'null'}}`;
      const verdict = verdictOf(vector, { kind: 'line', text }, { limitMs: 0, scope: 'everything' });
      return verdict.kind !== 'passed';
    });
    expect(failed.map(({ id }) => id)).toEqual([]);
    expect(vectors.length).toBeGreaterThan(100);
  },
  60_000,
);

test('the command is on the path of an npm script', async () => {
  const { code, output } = await run([join('node_modules', '.bin', 'spcs-sd'), '--version'], consumer.root);
  expect({ code, output: output.trim() }).toEqual({ code: 0, output: expect.stringContaining('0.1.0') });
});
