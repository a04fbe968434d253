/**
 * A copy of the packages' sources in a temporary folder, for tests that plant mistakes in it.
 *
 * The working tree itself is never touched.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageSources } from '../../tools/files.mjs';
import { repository } from '../../tools/run.mjs';

/** `write` adds or replaces a file; its path is below the copy's root. */
export interface TreeCopy {
  readonly root: string;
  readonly write: (path: string, text: string) => void;
  readonly remove: () => void;
}

/**
 * Copies the root's configuration and, of each folder, `package.json`, `tsconfig.json` and what is built.
 */
export function copyTree(folders: readonly string[]): TreeCopy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'spcs-sd-tree-')));
  const paths = folders.flatMap((folder) => [
    join(folder, 'package.json'),
    join(folder, 'tsconfig.json'),
    ...packageSources(repository, folder),
  ]);
  for (const path of ['.oxlintrc.json', 'tsconfig.base.json', ...paths]) {
    if (existsSync(join(repository, path))) cpSync(join(repository, path), join(root, path));
  }
  return {
    root,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
