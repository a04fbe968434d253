/**
 * Each published package is whole: metadata, licence, README, and what publint says of its files.
 *
 * Needs the build. Owns the list of what a manifest must say.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** @typedef {import('./files.mjs').Problem} Problem */

/**
 * Folders of the workspaces that are published.
 *
 * @param {string} root
 * @returns {readonly string[]} below the root
 */
export function publishedFolders(root) {
  return readdirSync(root)
    .filter((folder) => existsSync(join(root, folder, 'package.json')) && folder !== 'node_modules')
    .filter((folder) => readManifest(root, folder)['private'] !== true);
}

/**
 * @param {string} root
 * @returns {Promise<readonly Problem[]>}
 */
export async function packageProblems(root) {
  const folders = publishedFolders(root);
  const linted = await Promise.all(folders.map((folder) => publintProblems(root, folder)));
  return [...folders.flatMap((folder) => manifestProblems(root, folder)), ...linted.flat()];
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {readonly Problem[]}
 */
export function manifestProblems(root, folder) {
  const manifest = readManifest(root, folder);
  const top = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const where = `${folder}/package.json`;
  // A program has nothing to import.
  const entry = manifest['bin'] === undefined ? 'exports' : 'bin';
  const missing = ['description', entry, 'files', 'keywords', 'sideEffects', 'type']
    .filter((key) => manifest[key] === undefined)
    .map((key) => ({ where, what: `lacks "${key}"` }));
  const unlike = ['version', 'license', 'engines']
    .filter((key) => JSON.stringify(manifest[key]) !== JSON.stringify(top[key]))
    .map((key) => ({ where, what: `"${key}" is not the root's` }));
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
  const files = ['LICENSE', 'README.md']
    .filter((name) => !existsSync(join(root, folder, name)))
    .map((name) => ({ where: `${folder}/${name}`, what: 'is missing: npm packs it with the package' }));
  const changes = changelogProblems(root, folder);
  const copy = join(root, folder, 'LICENSE');
  const differs = existsSync(copy) && readFileSync(copy, 'utf8') !== licence;
  return [
    ...missing,
    ...unlike,
    ...files,
    ...changes,
    ...(differs ? [{ where: `${folder}/LICENSE`, what: "is not the root's" }] : []),
  ];
}

/** What is new is told of the version that the manifest has, or as unreleased. @param {string} root @param {string} folder @returns {readonly Problem[]} */
function changelogProblems(root, folder) {
  const where = `${folder}/CHANGELOG.md`;
  const { version, files } = readManifest(root, folder);
  if (!existsSync(join(root, where))) return [{ where, what: 'is missing' }];
  const packed = Array.isArray(files) && files.includes('CHANGELOG.md');
  const text = readFileSync(join(root, where), 'utf8');
  const told = text.includes('\n## [Unreleased]\n') || text.includes(`\n## [${String(version)}] - `);
  return [
    ...(packed
      ? []
      : [{ where: `${folder}/package.json`, what: 'does not pack CHANGELOG.md: add it to "files"' }]),
    ...(told ? [] : [{ where, what: `has neither [Unreleased] nor [${String(version)}] - DATE` }]),
  ];
}

/** @param {string} root @param {string} folder @returns {Promise<readonly Problem[]>} */
async function publintProblems(root, folder) {
  const { messages, pkg } = await publint({ pkgDir: join(root, folder), strict: true, pack: 'npm' });
  return messages.map((message) => ({
    where: `${folder}/package.json`,
    what: formatMessage(message, pkg, { color: false }) ?? message.code,
  }));
}

/** @param {string} root @param {string} folder @returns {Readonly<Record<string, unknown>>} */
function readManifest(root, folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}
