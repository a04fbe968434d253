/**
 * The folder with the output file, on the temporary folder's file system or on a small one of its own,
 * which can be filled up and made read-only.
 */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface OutputFolder {
  readonly path: string;
  /** The output file. */
  readonly target: string;
  file(name: string): string;
  /** Until no byte more fits. Only on a file system of its own, as all below. */
  fill(): Promise<void>;
  free(): Promise<void>;
  readOnly(): Promise<void>;
  writable(): Promise<void>;
  remove(): Promise<void>;
}

/** Bytes; room for the output, its staged copy and the states. */
const smallDiskBytes = 512 * 1024;
const fillerBytes = 4096;

export async function createOutputFolder(path: string, isSmallDisk: boolean): Promise<OutputFolder> {
  await mkdir(path);
  if (isSmallDisk) await execute('mount', ['-t', 'tmpfs', '-o', `size=${smallDiskBytes}`, 'tmpfs', path]);
  const filler = join(path, 'filler');
  const remount = async (mode: 'ro' | 'rw'): Promise<void> => {
    await execute('mount', ['-o', `remount,${mode}`, path]);
  };
  return {
    path,
    target: join(path, 'spcs.json'),
    file: (name) => join(path, name),
    fill: async () => {
      for (let bytes = fillerBytes; ; bytes += fillerBytes) {
        const isFull = await writeFile(filler, Buffer.alloc(fillerBytes), { flag: 'a' }).then(
          () => false,
          () => true,
        );
        if (isFull || bytes > 2 * smallDiskBytes) return;
      }
    },
    free: () => rm(filler, { force: true }),
    readOnly: () => remount('ro'),
    writable: () => remount('rw'),
    remove: async () => {
      if (isSmallDisk) await execute('umount', ['--lazy', path]);
    },
  };
}
