/**
 * Temporary folders for real servers. The owner removes them when it stops, the process at the latest.
 */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempFolder {
  readonly path: string;
  /** The path of a file in it. */
  file(name: string): string;
  remove(): Promise<void>;
}

const present = new Set<string>();
process.once('exit', () => {
  for (const path of present) rmSync(path, { recursive: true, force: true });
});

export async function tempFolder(name: string): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), `spcs-sd-${name}-`));
  present.add(path);
  return {
    path,
    file: (file) => join(path, file),
    remove: async () => {
      await rm(path, { recursive: true, force: true });
      present.delete(path);
    },
  };
}
