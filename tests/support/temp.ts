/**
 * Temporary folders for real servers. The owner removes them when it stops.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempFolder {
  readonly path: string;
  /** The path of a file in it. */
  file(name: string): string;
  remove(): Promise<void>;
}

export async function tempFolder(name: string): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), `spcs-sd-${name}-`));
  return {
    path,
    file: (file) => join(path, file),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
