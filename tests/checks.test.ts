/**
 * The small checks see what they are there to see: the lock file, hygiene, documents, manifests.
 */
import { describe, expect, test } from 'vitest';
import { dependencyProblems } from '../tools/dependencies.mjs';
import { documentProblems } from '../tools/docs.mjs';
import { textProblems } from '../tools/hygiene.mjs';
import { entryProblems } from '../tools/lock.mjs';
import { manifestProblems, publishedFolders } from '../tools/packages.mjs';
import { repository } from '../tools/run.mjs';
import { copyTree } from './support/tree-copy.ts';

describe('the lock file', () => {
  test('may not name a registry host', () => {
    expect(entryProblems({ 'node_modules/a': { resolved: 'https://registry.example/a.tgz' } })).toHaveLength(
      1,
    );
    expect(entryProblems({ 'node_modules/a': { resolved: 'sd-core' } })).toEqual([]);
  });

  test('holds the package of each optional dependency, beside its user or above', () => {
    const user = { 'node_modules/a': { optionalDependencies: { '@a/linux': '1.0.0' } } };
    expect(entryProblems(user)).toHaveLength(1);
    expect(entryProblems({ ...user, 'node_modules/@a/linux': {} })).toEqual([]);
    expect(entryProblems({ ...user, 'node_modules/a/node_modules/@a/linux': {} })).toEqual([]);
    expect(entryProblems({ ...user, 'node_modules/b/node_modules/@a/linux': {} })).toHaveLength(1);
  });
});

describe('hygiene', () => {
  const folder = (name: string): string => `const path = '/${name}/someone/main';`;

  test.each(['home', 'root', 'Users', 'work', 'tmp'])('refuses a path in /%s', (name) => {
    expect(textProblems('a.ts', folder(name))).toHaveLength(1);
  });

  test.each([folder('etc'), folder('var'), 'http://127.0.0.1:9003/home/x', './home/x', '../root/x'])(
    'has nothing against %s',
    (line) => expect(textProblems('a.ts', line)).toEqual([]),
  );

  test.each(['only', 'skip', 'todo'])('refuses test.%s', (word) => {
    expect(textProblems('a.test.ts', `test.${word}('x', () => {});`)).toHaveLength(1);
    expect(textProblems('a.test.ts', `describe.concurrent.${word}('x', () => {});`)).toHaveLength(1);
    expect(textProblems('a.test.ts', `test.${word}If(condition)('x', () => {});`)).toEqual([]);
  });

  test('refuses a source of more than 300 lines, unless it is generated', () => {
    expect(textProblems('a.ts', 'x\n'.repeat(300))).toEqual([]);
    expect(textProblems('a.ts', 'x\n'.repeat(301))).toHaveLength(1);
    expect(textProblems('spec/src/generated/a.ts', 'x\n'.repeat(301))).toEqual([]);
  });
});

describe('documents', () => {
  const problemsOf = (text: string): number => documentProblems(repository, 'sd-core/a.md', text).length;

  test.each([
    ['[the licence](../LICENSE)', 0],
    ['[the licence](../LICENCE)', 1],
    ['[a place](#here), [the web](https://example.com/x)', 0],
    ['[part](../LICENSE#nowhere "title")', 0],
    ['[ref]: ./src/index.ts', 0],
    ['[ref]: ./src/no-such.ts', 1],
    ['`sd-core/src/index.ts` and `src/index.ts`', 0],
    ['`sd-core/src/no-such.ts`', 1],
    ['`sd-core/src/` and `sd-core/no-such/`', 1],
    ['`sd-cli/dist/main.js` and `.spcs-sd/` are outputs', 0],
    ['`application/json`, `/etc/prometheus/x.yml`, `GET /targets`, `a/b`', 0],
    ['```sh\ncat sd-core/`no-such.ts`\n[x](no-such.md)\n```', 0],
  ])('%j', (text, problems) => {
    expect(problemsOf(text)).toBe(problems);
  });

  test('a problem names its line', () => {
    expect(documentProblems(repository, 'a.md', '\n\n[x](no-such.md)')).toEqual([
      { where: 'a.md:3', what: 'links to no-such.md, which does not exist' },
    ]);
  });
});

test('a published package without metadata, licence or README is refused', () => {
  expect(publishedFolders(repository)).toContain('sd-core');
  expect(publishedFolders(repository)).not.toContain('bench');
  const copy = copyTree(['sd-core']);
  copy.write(
    'package.json',
    '{ "version": "1.0.0", "license": "Apache-2.0", "engines": { "node": ">=20.19" } }',
  );
  copy.write('LICENSE', 'one');
  copy.write('sd-core/LICENSE', 'another');
  copy.write('sd-core/CHANGELOG.md', '# Changelog\n\n## [1.0.0] - 2026-11-21\n');
  copy.write('sd-core/package.json', '{ "version": "1.0.1", "license": "Apache-2.0" }');
  const found = manifestProblems(copy.root, 'sd-core').map(({ what }) => what);
  for (const what of [
    /lacks "exports"/,
    /"version" is not/,
    /"engines" is not/,
    /is missing/,
    /^is not the root's/,
    /does not pack CHANGELOG.md/,
    /has neither \[Unreleased\] nor \[1\.0\.1\]/,
  ]) {
    expect(found).toContainEqual(expect.stringMatching(what));
  }
  copy.remove();
});

describe('dependencies', () => {
  const table = '| package | in | why |\n| --- | --- | --- |\n';
  const problemsOf = (rows: string, users: Readonly<Record<string, readonly string[]>>): readonly string[] =>
    dependencyProblems(`${table}${rows}`, new Map(Object.entries(users))).map(({ what }) => what);

  test('that the document names with their users are fine', () => {
    expect(
      problemsOf('| `yaml` | sd-cli, sd-runtime | reads |\n', { yaml: ['sd-runtime', 'sd-cli'] }),
    ).toEqual([]);
  });

  test.each<readonly [string, string, Readonly<Record<string, readonly string[]>>, string]>([
    ['is not named', '', { yaml: ['sd-cli'] }, 'does not name yaml, which sd-cli depends on'],
    [
      'is named for another',
      '| `yaml` | sandbox | reads |\n',
      { yaml: ['sd-cli'] },
      'says that yaml is in sandbox; it is in sd-cli',
    ],
    ['is gone', '| `yaml` | sd-cli | reads |\n', {}, 'names yaml, which nothing depends on'],
    ['has no reason', '| `yaml` | sd-cli | |\n', { yaml: ['sd-cli'] }, 'does not say why yaml is there'],
  ])('one that %s is a problem', (_, rows, users, what) => {
    expect(problemsOf(rows, users)).toEqual([what]);
  });
});
