/**
 * Which package may import which: the layout's last column, read from the sources themselves.
 *
 * Arrows point inwards only. `spec` and the core import nothing, not even of Node; test support is for
 * tests; a relative import stays in its package; a third-party package must be declared by its importer.
 */
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { isTestFile, packageSources } from './files.mjs';
import { importsOf } from './imports.mjs';

/**
 * @typedef {import('./files.mjs').Problem} Problem
 * @typedef {import('./imports.mjs').Import} Import
 * @typedef {{ readonly name: string, readonly mayImport: readonly string[], readonly typesOnly?: boolean,
 *   readonly sealed?: boolean }} Rule
 */

const everything = [
  '@spcs-sd/spec',
  '@spcs-sd/core',
  '@spcs-sd/runtime',
  '@spcs-sd/http-adapter',
  '@spcs-sd/file-adapter',
  '@spcs-sd/sandbox',
];

/**
 * By folder. `sealed`: no `node:*` and no third-party package. `typesOnly`: what it may import, it may
 * import as types.
 *
 * @type {Readonly<Record<string, Rule>>}
 */
export const rules = {
  spec: { name: '@spcs-sd/spec', mayImport: [], sealed: true },
  'sd-core': { name: '@spcs-sd/core', mayImport: ['@spcs-sd/spec'], typesOnly: true, sealed: true },
  'sd-runtime': { name: '@spcs-sd/runtime', mayImport: ['@spcs-sd/core'] },
  'sd-http-adapter': { name: '@spcs-sd/http-adapter', mayImport: ['@spcs-sd/core'] },
  'sd-file-adapter': { name: '@spcs-sd/file-adapter', mayImport: ['@spcs-sd/core'] },
  sandbox: { name: '@spcs-sd/sandbox', mayImport: ['@spcs-sd/core', '@spcs-sd/spec'] },
  'sd-cli': { name: 'spcs-sd', mayImport: everything },
  bench: { name: '@spcs-sd/bench', mayImport: [...everything, 'spcs-sd'] },
  faults: { name: '@spcs-sd/faults', mayImport: ['@spcs-sd/sandbox'] },
};

/** Only the composition root logs, parses flags or keeps metrics; a library's user pulls in none of it. */
const compositionOnly = new Set(['commander', 'pino', 'prom-client']);
const composers = new Set(['sd-cli', 'bench']);
const measuring = new Set(['bench', 'faults']);

/** What the program imports is bundled into it: whoever installs it needs none of that beside it. */
const bundled = 'sd-cli';

/**
 * Every import that the layout does not allow.
 *
 * @param {string} root the repository, or a copy of its packages
 * @returns {readonly Problem[]}
 */
export function boundaryProblems(root) {
  return Object.entries(rules).flatMap(([folder, rule]) => {
    const declared = dependenciesOf(root, folder);
    const undue = [...declared]
      .filter((name) => (isOurs(name) ? !rule.mayImport.includes(name) : rule.sealed === true))
      .map((name) => ({ where: `${folder}/package.json`, what: `${rule.name} may not depend on ${name}` }));
    return [
      ...undue,
      ...packageSources(root, folder).flatMap((path) => fileProblems(root, folder, path, declared)),
    ];
  });
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {string} path
 * @param {ReadonlySet<string>} declared
 * @returns {readonly Problem[]}
 */
function fileProblems(root, folder, path, declared) {
  return importsOf(path, readFileSync(join(root, path), 'utf8')).flatMap((found) => {
    const what = refusal(folder, path, found, declared);
    return what === null ? [] : [{ where: `${path}:${found.line}`, what }];
  });
}

/**
 * Why an import is refused, or `null` when it is fine.
 *
 * @param {string} folder
 * @param {string} path
 * @param {Import} found
 * @param {ReadonlySet<string>} declared
 * @returns {string | null}
 */
function refusal(folder, path, { specifier, typeOnly }, declared) {
  const rule = rules[folder];
  if (rule === undefined) return `${folder} is not in the layout`;
  if (specifier === null) return 'a computed import cannot be checked: name the module in a string';
  if (specifier.startsWith('.') || specifier.startsWith('/')) return relativeRefusal(folder, path, specifier);
  const name = packageName(specifier);
  if (name === rule.name) return `imports its own package: use a relative path instead of '${specifier}'`;
  if (isOurs(name)) {
    if (!rule.mayImport.includes(name)) return `${rule.name} may not import ${name}`;
    if (rule.typesOnly === true && !typeOnly)
      return `${rule.name} may import only types of ${name}: 'import type'`;
  }
  const builtin = isBuiltin(specifier);
  if (rule.sealed === true && !isOurs(name))
    return `${rule.name} imports nothing: '${specifier}' is not allowed`;
  if (builtin) return specifier.startsWith('node:') ? null : `write 'node:${specifier}'`;
  if (compositionOnly.has(name) && !composers.has(folder)) return `only the command line may import ${name}`;
  return declared.has(name) ? null : `${name} is not among the dependencies of ${folder}/package.json`;
}

/** @param {string} folder @param {string} path @param {string} specifier */
function relativeRefusal(folder, path, specifier) {
  const target = specifier.startsWith('/') ? specifier : join(dirname(path), specifier);
  // Benchmarks and faults need the real servers that the tests start.
  if (measuring.has(folder) && target.startsWith(join('tests', 'support'))) return null;
  const inside = relative(join(folder, 'src'), target);
  if (inside.startsWith('..'))
    return `'${specifier}' leaves the package's sources: import the package by its name`;
  return isTestFile(inside) ? `'${specifier}' is test support, which only tests may import` : null;
}

/** @param {string} name */
function isOurs(name) {
  return name === 'spcs-sd' || name.startsWith('@spcs-sd/');
}

/** @param {string} specifier */
function isBuiltin(specifier) {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

/** `@scope/name/path` → `@scope/name`. @param {string} specifier */
function packageName(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/**
 * What an installed copy of the package finds beside it, or has in itself.
 *
 * @param {string} root
 * @param {string} folder
 * @returns {ReadonlySet<string>}
 */
function dependenciesOf(root, folder) {
  const path = join(root, folder, 'package.json');
  if (!existsSync(path)) return new Set();
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest;
  const inside = folder === bundled ? devDependencies : {};
  return new Set(Object.keys({ ...inside, ...dependencies, ...peerDependencies, ...optionalDependencies }));
}
