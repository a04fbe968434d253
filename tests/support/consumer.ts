/**
 * The published packages as their user has them: packed, and installed together in an empty folder.
 *
 * Owns that folder. Our packages come from the tarballs, third-party ones from npm's registry or its cache.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { publishedFolders } from '../../tools/packages.mjs';
import { repository } from '../../tools/run.mjs';

const execute = promisify(execFile);

/** What `npm pack` says of one tarball. */
export interface PackedPackage {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

export interface Consumer {
  /** The folder with `node_modules`. */
  readonly root: string;
  readonly packages: readonly PackedPackage[];
  readonly write: (path: string, text: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Builds, packs and installs; some ten seconds. Rejects with the program's output when one fails. */
export async function createConsumer(): Promise<Consumer> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'spcs-sd-consumer-')));
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true });
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  try {
    await npm(repository, 'run', '--silent', 'build');
    const packages = await pack(root);
    await write('package.json', '{ "name": "consumer", "private": true, "type": "module" }');
    const tarballs = packages.map(({ filename }) => join(root, filename));
    await npm(root, 'install', '--prefer-offline', '--no-audit', '--no-fund', '@types/node@20', ...tarballs);
    return { root, packages, write, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function pack(destination: string): Promise<readonly PackedPackage[]> {
  const workspaces = publishedFolders(repository).map((folder) => `--workspace=${folder}`);
  return JSON.parse(
    await npm(repository, 'pack', '--json', `--pack-destination=${destination}`, ...workspaces),
  );
}

async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await execute('npm', args, { cwd, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    throw new Error(`npm ${args[0] ?? ''} failed: ${said.slice(0, 2_000)}`, { cause: error });
  }
}
