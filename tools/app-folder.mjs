/**
 * Puts the program, and what must be installed beside it, into a folder: what the container image holds, and a way
 * to run it where npm is not.
 *
 *   npm ci && npm run build && node tools/app-folder.mjs OUT
 *   node OUT/node_modules/spcs-sd/bundle/main.js --help
 *
 * Our packages are as npm would publish them, others as the lock file installed them here. Needs no network.
 * Prints how many files and bytes there are.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { publishedFolders } from './packages.mjs';
import { repository } from './run.mjs';

/** @typedef {{ readonly name: string, readonly dependencies?: Readonly<Record<string, string>> }} Manifest */

/** @param {string} folder @returns {Manifest} */
function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Our packages by their name. @returns {ReadonlyMap<string, string>} name → folder below the repository */
function ownPackages() {
  return new Map(
    publishedFolders(repository).map((folder) => [manifestOf(join(repository, folder)).name, folder]),
  );
}

/**
 * All that must lie in `node_modules` for these packages, once each: optional peers are left out.
 *
 * @param {readonly string[]} names
 * @param {ReadonlyMap<string, string>} own
 * @returns {ReadonlySet<string>}
 */
function closureOf(names, own) {
  const found = new Set(names);
  for (const name of found) {
    const folder = own.get(name) ?? join('node_modules', name);
    if (existsSync(join(repository, folder, 'node_modules'))) {
      throw new Error(`${folder} has packages of its own, in versions that this does not copy`);
    }
    for (const needed of Object.keys(manifestOf(join(repository, folder)).dependencies ?? {}))
      found.add(needed);
  }
  return found;
}

/** As npm would publish it. @param {string} folder @param {string} target */
function unpack(folder, target) {
  const scratch = mkdtempSync(join(tmpdir(), 'spcs-sd-pack-'));
  try {
    const args = ['pack', '--silent', `--pack-destination=${scratch}`, `--workspace=${folder}`];
    const tarball = execFileSync('npm', args, { cwd: repository, encoding: 'utf8' }).trim();
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xzf', join(scratch, tarball), '-C', target, '--strip-components=1']);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {string} out a folder that does not exist yet */
function fill(out) {
  const own = ownPackages();
  for (const name of closureOf(['spcs-sd'], own)) {
    const target = join(out, 'node_modules', name);
    const folder = own.get(name);
    mkdirSync(dirname(target), { recursive: true });
    if (folder === undefined) cpSync(join(repository, 'node_modules', name), target, { recursive: true });
    else unpack(folder, target);
  }
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(out, path)))
    .filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  console.log(`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const out = process.argv[2];
  if (out === undefined || existsSync(out)) {
    console.error('usage: node tools/app-folder.mjs OUT (a folder that does not exist yet)');
    process.exitCode = 2;
  } else {
    fill(resolve(out));
  }
}
