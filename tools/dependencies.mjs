/**
 * Every dependency has its line in docs/dependencies.md, with its users and a reason, and every line its dependency.
 *
 * Reads the manifests of the root and of all workspaces. Whether a dependency is really used is knip's to say.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./files.mjs').Problem} Problem */

const document = 'docs/dependencies.md';
/** What the document calls the manifest at the top. */
const rootName = 'the repository';

/** @param {string} root @returns {readonly Problem[]} */
export function dependenciesProblems(root) {
  return dependencyProblems(readFileSync(join(root, document), 'utf8'), dependenciesOf(root));
}

/**
 * @param {string} text of the document
 * @param {ReadonlyMap<string, readonly string[]>} dependencies the manifests that name each
 * @returns {readonly Problem[]}
 */
export function dependencyProblems(text, dependencies) {
  const rows = rowsOf(text);
  const named = new Set(rows.map(({ name }) => name));
  const missing = [...dependencies]
    .filter(([name]) => !named.has(name))
    .map(([name, users]) => ({
      where: document,
      what: `does not name ${name}, which ${listed(users)} depends on`,
    }));
  return [...rows.flatMap((row) => rowProblems(row, dependencies.get(row.name))), ...missing];
}

/** @typedef {{ readonly where: string, readonly name: string, readonly users: readonly string[], readonly why: string }} Row */

/** @param {Row} row @param {readonly string[] | undefined} users @returns {readonly Problem[]} */
function rowProblems({ where, name, users: said, why }, users) {
  if (users === undefined) return [{ where, what: `names ${name}, which nothing depends on` }];
  if (why === '') return [{ where, what: `does not say why ${name} is there` }];
  if (listed(said) === listed(users)) return [];
  return [{ where, what: `says that ${name} is in ${listed(said)}; it is in ${listed(users)}` }];
}

/** Rows of three cells whose first is a name in backticks. @param {string} text @returns {readonly Row[]} */
function rowsOf(text) {
  return text.split('\n').flatMap((line, index) => {
    const [, name, users = '', why = ''] = /^\| +`([^`]+)` +\|([^|]*)\|([^|]*)\|$/.exec(line) ?? [];
    if (name === undefined) return [];
    const where = `${document}:${index + 1}`;
    return [{ where, name, users: users.split(',').map((user) => user.trim()), why: why.trim() }];
  });
}

/** Of other people's packages, the manifests that name each. @param {string} root @returns {ReadonlyMap<string, readonly string[]>} */
function dependenciesOf(root) {
  const folders = readdirSync(root).filter(
    (folder) => folder !== 'node_modules' && existsSync(join(root, folder, 'package.json')),
  );
  const manifests = ['', ...folders].map((folder) => ({
    user: folder === '' ? rootName : folder,
    manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
  }));
  const own = new Set(manifests.map(({ manifest }) => manifest.name));
  /** @type {Map<string, readonly string[]>} */
  const found = new Map();
  for (const { user, manifest } of manifests) {
    const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
    const all = { ...dependencies, ...devDependencies, ...peerDependencies, ...optionalDependencies };
    for (const name of Object.keys(all).filter((each) => !own.has(each))) {
      found.set(name, [...(found.get(name) ?? []), user]);
    }
  }
  return found;
}

/** @param {readonly string[]} names */
function listed(names) {
  return names.toSorted().join(', ');
}
