/**
 * Brings the output file to what a snapshot says, and holds the lock that makes us its only writer.
 *
 * One call at a time: the caller sees to that. Rejects with the system's errors.
 */
import { dirname, join } from 'node:path';
import type { PublishedGroup, ReadySnapshot } from '@spcs-sd/core';
import { removeTemporaries, stagingName, writeAtomically } from './atomic-write.ts';
import { errorCode } from './disk.ts';
import type { Disk } from './disk.ts';
import { bodyPieces, sameText } from './file-body.ts';
import { lookAt, renewTime } from './stamp.ts';
import type { SeenFile } from './stamp.ts';
import { takeWriterLock } from './writer-lock.ts';
import type { WriterLock } from './writer-lock.ts';

export interface WriterSettings {
  readonly disk: Disk;
  readonly path: string;
  readonly mode: number;
  readonly renewEveryMs: number;
  readonly silenceMs: number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

export type Brought =
  /** `restored`: the file had been right, and someone else changed or removed it. */
  | { readonly kind: 'written'; readonly bytes: number; readonly why: 'changed' | 'restored' }
  | { readonly kind: 'unchanged'; readonly renewed: boolean };

export type LockState =
  { readonly kind: 'held' } | { readonly kind: 'locked'; readonly holderPid: number | undefined };

export interface FileWriter {
  /** Takes the lock unless it is held; also finds out whether the folder can be written. */
  readonly lock: (signal: AbortSignal) => Promise<LockState>;
  /** Only with the lock held. */
  readonly bring: (snapshot: ReadySnapshot) => Promise<Brought>;
  readonly beat: () => Promise<void>;
  readonly release: () => Promise<void>;
}

export function createFileWriter(settings: WriterSettings): FileWriter {
  const { disk, path, nowMs } = settings;
  let lock: WriterLock | undefined;
  /** What was last seen at the path. */
  let seen: SeenFile | undefined;
  let renewed = { atMs: -Infinity, confirmedAtMs: -Infinity };

  /** Gives the number of bytes. */
  async function write(groups: readonly PublishedGroup[]): Promise<number> {
    const mode = seen?.mode ?? settings.mode;
    // Until the write is known to have worked, nothing is known of the file.
    seen = undefined;
    const { bytes, stamp } = await writeAtomically(disk, { path, mode, pieces: () => bodyPieces(groups) });
    seen = stamp && { groups, mode, stamp };
    return bytes;
  }

  /** After a confirmed refresh the file looks fresh, although no byte of it has changed. */
  async function renew(file: SeenFile, confirmedAtMs: number): Promise<boolean> {
    const isDue = nowMs() - renewed.atMs >= settings.renewEveryMs;
    if (confirmedAtMs <= renewed.confirmedAtMs || !isDue) return false;
    seen = await renewTime(disk, path, file);
    if (seen === undefined) return false;
    renewed = { atMs: nowMs(), confirmedAtMs };
    return true;
  }

  return {
    lock: async (signal) => {
      if (lock !== undefined && (await lock.isHeld())) return { kind: 'held' };
      lock = undefined;
      await prepareFolders(disk, path);
      const attempt = await takeWriterLock(disk, path, { silenceMs: settings.silenceMs, signal });
      if (attempt.kind === 'locked') return attempt;
      lock = attempt.lock;
      await removeTemporaries(disk, path);
      return { kind: 'held' };
    },
    bring: async ({ groups, confirmedAtMs }) => {
      const isRight = (file: SeenFile): boolean => file.groups !== undefined && sameText(file.groups, groups);
      const wasRight = seen !== undefined && isRight(seen);
      seen = await lookAt(disk, path, seen, groups);
      if (seen !== undefined && isRight(seen)) {
        // The older objects of the same text may go.
        seen = { ...seen, groups };
        return { kind: 'unchanged', renewed: await renew(seen, confirmedAtMs) };
      }
      const bytes = await write(groups);
      renewed = { atMs: nowMs(), confirmedAtMs };
      return { kind: 'written', bytes, why: wasRight ? 'restored' : 'changed' };
    },
    beat: async () => lock?.beat(),
    release: async () => {
      await lock?.release();
      lock = undefined;
    },
  };
}

/** The output's folder must be there: making it would hide a wrong path. The subfolder is ours. */
async function prepareFolders(disk: Disk, path: string): Promise<void> {
  const writable = 2;
  await disk.access(dirname(path), writable);
  try {
    await disk.mkdir(join(dirname(path), stagingName));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
