/**
 * The lock file installs anywhere: it names no registry host, and no platform's package is missing.
 *
 * npm sometimes writes an optional dependency without its package (seen with native linters); `npm ci`
 * then fails on a fresh machine and not on the one that wrote it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {import('./files.mjs').Problem} Problem
 * @typedef {{ readonly resolved?: string, readonly optionalDependencies?: Readonly<Record<string, string>> }} Entry
 */

const file = 'package-lock.json';

/**
 * @param {string} root
 * @returns {readonly Problem[]}
 */
export function lockProblems(root) {
  const { packages } = JSON.parse(readFileSync(join(root, file), 'utf8'));
  return entryProblems(packages);
}

/**
 * @param {Readonly<Record<string, Entry>>} packages the lock's `packages`: by folder
 * @returns {readonly Problem[]}
 */
export function entryProblems(packages) {
  return Object.entries(packages).flatMap(([folder, entry]) => [
    ...(/^[a-z+]+:\/\//.test(entry.resolved ?? '')
      ? [{ where: file, what: `${folder} names a registry host: set omit-lockfile-registry-resolved=true` }]
      : []),
    ...Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !reachable(packages, folder, name))
      .map((name) => ({ where: file, what: `${folder} wants ${name}, which the lock lacks: install again` })),
  ]);
}

/**
 * Whether Node would find the package: beside the importer or in a folder above it.
 *
 * @param {Readonly<Record<string, Entry>>} packages
 * @param {string} folder
 * @param {string} name
 */
function reachable(packages, folder, name) {
  const parts = folder.split('/');
  return [...parts.keys(), parts.length].some((length) => {
    const above = parts.slice(0, length).join('/');
    return `${above === '' ? '' : `${above}/`}node_modules/${name}` in packages;
  });
}
