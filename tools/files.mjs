/**
 * Which files a check looks at, and how it says what it found.
 *
 * Owns: the listing of source files. Knows nothing of any rule.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One thing to mend: `where` is a path below the root, with a line where there is one.
 *
 * @typedef {{ readonly where: string, readonly what: string }} Problem
 */

/**
 * Files that git tracks or would track, as paths below the root; deleted ones are left out.
 *
 * @param {string} root
 * @returns {readonly string[]}
 */
export function projectFiles(root) {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return list.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

/**
 * TypeScript sources of one package that are compiled into it: no tests, generators or test support.
 *
 * Reads the folder and not git, so that it also works on a copy.
 *
 * @param {string} root
 * @param {string} folder
 * @returns {readonly string[]} paths below the root, sorted
 */
export function packageSources(root, folder) {
  const src = join(folder, 'src');
  if (!existsSync(join(root, src))) return [];
  return readdirSync(join(root, src), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[cm]?tsx?$/.test(path) && !isTestFile(path))
    .map((path) => join(src, path))
    .toSorted();
}

/**
 * Tests, their generators and their support: whatever the build leaves out.
 *
 * @param {string} path
 */
export function isTestFile(path) {
  return /\.(test|arb)\.(ts|js)$/.test(path) || /(^|\/)(testing|tests)(\/|$)/.test(path);
}
