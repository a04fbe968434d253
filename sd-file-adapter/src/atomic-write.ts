/**
 * Replaces a file by a whole new one: at any moment, also after a crash, a reader finds the old
 * bytes or the new ones.
 *
 * The new file is staged in a subfolder that nobody watches, so that its creation and its writes
 * are no events for a consumer that watches the output's folder; the rename is one event.
 */
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Disk } from './disk.ts';
import { attempt, errorCode } from './disk.ts';
import { sameData } from './stamp.ts';
import type { Stamp } from './stamp.ts';

/** Below the output's folder, so that it is (nearly always) on the same file system. */
export const stagingName = '.spcs-sd';

export interface NewFile {
  readonly path: string;
  readonly mode: number;
  readonly pieces: () => Iterable<Buffer>;
}

let lastTemporary = 0;

/** Unique among the live processes; no glob for .json, .yml or .yaml matches it. */
export function temporaryName(path: string): string {
  lastTemporary += 1;
  return `${basename(path)}.${process.pid}-${lastTemporary}.tmp`;
}

export interface Written {
  readonly bytes: number;
  /** Undefined when someone else has replaced the file since. */
  readonly stamp: Stamp | undefined;
}

/**
 * Writes, syncs, renames, syncs the folder. Rejects with the system's error; nothing is left behind then.
 */
export async function writeAtomically(disk: Disk, file: NewFile): Promise<Written> {
  const folder = dirname(file.path);
  const name = temporaryName(file.path);
  try {
    return await stageAndRename(disk, file, join(folder, stagingName, name));
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    // The subfolder is on another file system (a link or a mount). Beside the file it always works,
    // at the price of a few more events.
    return await stageAndRename(disk, file, join(folder, `.${name}`));
  }
}

async function stageAndRename(disk: Disk, file: NewFile, staged: string): Promise<Written> {
  const handle = await disk.open(staged, 'wx', 0o600);
  let written: Stamp;
  try {
    try {
      written = await fill(handle, file);
    } finally {
      await handle.close();
    }
    await disk.rename(staged, file.path);
  } catch (error) {
    await attempt(disk.unlink(staged));
    throw error;
  }
  await syncFolder(disk, dirname(file.path));
  const stats = await disk.stat(file.path, { bigint: true });
  return { bytes: Number(written.size), stamp: sameData(written, stats) ? stats : undefined };
}

async function fill(handle: FileHandle, file: NewFile): Promise<Stamp> {
  let writing: Promise<void> = Promise.resolve();
  for (const piece of file.pieces()) {
    // This piece was made while the one before was written.
    await writing;
    writing = handle.writeFile(piece);
  }
  await writing;
  // Set on the handle: the mode given to open is cut by the umask.
  await handle.chmod(file.mode);
  await handle.sync();
  return handle.stat({ bigint: true });
}

const cannotSyncFolders = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM']);

/** Makes the rename itself survive a power cut. Some file systems cannot, and need not be told. */
async function syncFolder(disk: Disk, folder: string): Promise<void> {
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!cannotSyncFolders.has(errorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/**
 * Removes what a crashed writer of this file left behind. The caller holds the file's lock, so that
 * nothing of it can be in use. Gives the number of removed files.
 */
export async function removeTemporaries(disk: Disk, path: string): Promise<number> {
  const folder = dirname(path);
  const places = [
    { in: join(folder, stagingName), prefix: basename(path) },
    { in: folder, prefix: `.${basename(path)}` },
  ];
  let removed = 0;
  for (const place of places) {
    for (const name of await disk.readdir(place.in)) {
      const isOurs =
        name.startsWith(place.prefix) && /^\.\d+-\d+\.tmp$/.test(name.slice(place.prefix.length));
      if (!isOurs) continue;
      await disk.unlink(join(place.in, name));
      removed += 1;
    }
  }
  return removed;
}
