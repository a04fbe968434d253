/**
 * The file_sd file: snapshots in, one JSON file out, whole at every moment.
 */
import { resolve } from 'node:path';
import type { ReadySnapshot, Snapshot } from '@spcs-sd/core';
import { nodeDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import type { FileFailure } from './failure.ts';
import { createAttempts } from './attempts.ts';
import type { FileSdEvent, Opened } from './attempts.ts';
import { createFileWriter } from './file-writer.ts';
import type { Brought } from './file-writer.ts';
import { createGuard } from './guard.ts';
import type { Guard } from './guard.ts';
import { outputPathProblem } from './output-path.ts';
import { readSeed } from './seed.ts';
import type { Seed } from './seed.ts';
import { silenceMeansDeadMs } from './writer-lock.ts';

export interface FileSdOptions {
  /** Ends in `.json`; its folder must exist. */
  readonly path: string;
  /** Permission bits of a new file. Default 0o644. An existing file keeps its own. */
  readonly mode?: number;
  /** How often, at most, the modification time is renewed while nothing changes. Default 5000. */
  readonly renewEveryMs?: number;
  /** Called for what happens, also when nobody waits for it: see `FileSdEvent`. */
  readonly onEvent?: (event: FileSdEvent) => void;
}

export type Published =
  | Brought
  /** Not a list to publish: the file was not touched. */
  | { readonly kind: 'held'; readonly why: 'waiting' | 'expired' }
  /** A newer snapshot came before this one's turn. */
  | { readonly kind: 'superseded' }
  /** The file on disk is still the old one, whole. It is tried again every two seconds. */
  | { readonly kind: 'failed'; readonly failure: FileFailure }
  | { readonly kind: 'closed' };

export interface FileSd {
  /**
   * Takes the lock and looks whether the folder can be written: for a program that wants to stop at
   * once when it cannot work. `publish` does the same when needed.
   */
  readonly open: () => Promise<Opened>;
  /** The groups of the file that is there now. Needs no lock. Never rejects. */
  readonly seed: () => Promise<Seed>;
  /** Never rejects. Calls may overlap: one works, the newest waits, the others are superseded. */
  readonly publish: (snapshot: Snapshot) => Promise<Published>;
  /** Finishes what was published, frees the lock, leaves the file. */
  readonly close: () => Promise<void>;
}

/**
 * Keeps one file_sd file. Throws a TypeError when no consumer would read a file of that name (see
 * `outputPathProblem`); everything later is a result or an event.
 *
 * From the first publication on, the file is put back within five seconds when someone deletes or
 * edits it. That alone keeps no process alive.
 */
export function createFileSd(options: FileSdOptions): FileSd {
  return createFileSdOn(nodeDisk, options);
}

interface Waiting {
  readonly snapshot: ReadySnapshot;
  readonly resolve: (published: Published) => void;
}

/** With another disk and another patience towards foreign locks, for tests. */
export function createFileSdOn(
  disk: Disk,
  options: FileSdOptions,
  silenceMs: number = silenceMeansDeadMs,
): FileSd {
  const problem = outputPathProblem(options.path);
  if (problem !== undefined) throw new TypeError(problem);
  // A later change of the working directory must not move the file.
  const path = resolve(options.path);
  const { mode = 0o644, renewEveryMs = 5_000, onEvent } = options;
  const nowMs = (): number => performance.now();
  const writer = createFileWriter({ disk, path, mode, renewEveryMs, silenceMs, nowMs });
  const attempts = createAttempts(path, writer, onEvent ?? (() => {}));
  const closing = new AbortController();

  let turn: Promise<unknown> = Promise.resolve();
  let waiting: Waiting | undefined;
  let latest: ReadySnapshot | undefined;
  let guard: Guard | undefined;
  let isLooking = false;

  function inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = turn.then(task);
    turn = result.catch(() => {});
    return result;
  }

  async function look(): Promise<void> {
    if (closing.signal.aborted) return;
    // Also while a write takes long: a lock that does not move would be taken over.
    await writer.beat();
    if (isLooking) return;
    isLooking = true;
    await inTurn(async () => latest && attempts.bring(latest, closing.signal));
    isLooking = false;
  }

  function startGuard(): void {
    guard ??= createGuard(path, () => void look());
  }

  async function publishWaiting(): Promise<void> {
    const mine = waiting;
    if (mine === undefined) return;
    waiting = undefined;
    latest = mine.snapshot;
    startGuard();
    mine.resolve(await attempts.bring(mine.snapshot, closing.signal));
  }

  return {
    open: () =>
      inTurn(async () => {
        startGuard();
        return attempts.open(closing.signal);
      }),
    seed: () => readSeed(disk, path),
    publish: async (snapshot) => {
      if (closing.signal.aborted) return { kind: 'closed' };
      if (snapshot.kind !== 'ready') return { kind: 'held', why: snapshot.kind };
      waiting?.resolve({ kind: 'superseded' });
      return new Promise((resolve) => {
        waiting = { snapshot, resolve };
        void inTurn(publishWaiting);
      });
    },
    close: async () => {
      closing.abort();
      await turn;
      guard?.close();
      await writer.release();
    },
  };
}
