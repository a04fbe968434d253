/**
 * Which real servers a test needs. A test without its server is skipped, loudly, and counts as skipped.
 *
 * Owns the table of Debian packages. A user's PATH may lack where servers are, in /usr/sbin, and where Go's
 * makers put it, in /usr/local/go.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'vitest';

/** Binary → the Debian 12 package that has it. */
const debianPackages = {
  nsd: 'nsd',
  knotd: 'knot',
  unbound: 'unbound',
  kdig: 'knot-dnsutils',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  vmagent: 'victoria-metrics',
  dnsperf: 'dnsperf',
  nginx: 'nginx-light',
  openssl: 'openssl',
  wrk: 'wrk',
  chromium: 'chromium',
  python3: 'python3',
  unshare: 'util-linux',
  go: 'golang-go',
  zsh: 'zsh',
  fish: 'fish',
} as const;

export type Binary = keyof typeof debianPackages;

const extraFolders = ['/usr/sbin', '/usr/local/sbin', '/sbin', '/usr/local/go/bin'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The binary's full path; undefined when it is not installed. */
function find(binary: Binary): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...extraFolders];
  return folders.map((folder) => join(folder, binary)).find(isExecutable);
}

/** The binary's full path. Throws with the package's name when it is not installed. */
export function pathOf(binary: Binary): string {
  const path = find(binary);
  if (path === undefined) throw new Error(missingLine([binary]));
  return path;
}

function missingLine(missing: readonly Binary[]): string {
  const packages = [...new Set(missing.map((binary) => debianPackages[binary]))];
  return `${missing.join(', ')} not found: sudo apt-get install ${packages.join(' ')}`;
}

/** The binary alone is not enough: many a container forbids it what it does. */
function allowsNamespaces(): boolean {
  const args = ['-rmn', 'mount', '-t', 'tmpfs', 'none', '/mnt'];
  return spawnSync(pathOf('unshare'), args).status === 0;
}

const said = new Set<string>();

/** Says it once in a test file, however many tests need the same. */
function sayOnce(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  process.stderr.write(`SKIPPED ${line}\n`);
}

/**
 * `describe` and `test` that run when all binaries are installed and skip otherwise.
 *
 * `needs('nsd', 'kdig').describe('…', () => { … })`
 */
export function needs(...binaries: readonly Binary[]): {
  readonly describe: ReturnType<typeof describe.skipIf>;
  readonly test: ReturnType<typeof test.skipIf>;
} {
  const missing = binaries.filter((binary) => find(binary) === undefined);
  if (missing.length > 0) sayOnce(missingLine(missing));
  const isForbidden = missing.length === 0 && binaries.includes('unshare') && !allowsNamespaces();
  if (isForbidden) sayOnce('unshare is not allowed to make user, mount and network namespaces here');
  const isSkipped = missing.length > 0 || isForbidden;
  return { describe: describe.skipIf(isSkipped), test: test.skipIf(isSkipped) };
}
