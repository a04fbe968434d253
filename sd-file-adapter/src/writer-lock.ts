/**
 * One writer per output file: a lock file that names its process.
 *
 * A lock whose process is dead is taken over at once. One from another machine or container cannot
 * be looked up; its owner touches it regularly, so it is watched for a while, and taken over when
 * nothing moves.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { basename, dirname, join } from 'node:path';
import { stagingName } from './atomic-write.ts';
import { bury } from './dead-lock.ts';
import type { Disk } from './disk.ts';
import { attempt, errorCode } from './disk.ts';
import { lifeOf, ownIdentity } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** How long an unmoving lock from elsewhere is watched: several of its owner's beats, one each two seconds. */
export const silenceMeansDeadMs = 10_000;

export interface WriterLock {
  /** False when the file is gone or is someone else's: then nothing may be written. */
  readonly isHeld: () => Promise<boolean>;
  /** Shows other machines that we live. Never rejects. */
  readonly beat: () => Promise<void>;
  /** Removes the lock if it is still ours. Never rejects. */
  readonly release: () => Promise<void>;
}

export type LockAttempt =
  | { readonly kind: 'taken'; readonly lock: WriterLock }
  /** `holderPid` is undefined when the lock's text cannot be read. */
  | { readonly kind: 'locked'; readonly holderPid: number | undefined };

export interface LockOptions {
  /** How long an unmoving lock of another machine or container is watched. Default 10 s. */
  readonly silenceMs?: number;
  /** Ends the watching; the attempt rejects then. */
  readonly signal?: AbortSignal | undefined;
}

interface SeenLock {
  readonly text: string;
  readonly holder: ProcessIdentity | undefined;
}

/**
 * Takes the lock for an output file whose staging folder exists. Rejects with the system's error.
 * Takes up to ten seconds when the lock is of another machine or container.
 */
export async function takeWriterLock(
  disk: Disk,
  path: string,
  { silenceMs = silenceMeansDeadMs, signal }: LockOptions = {},
): Promise<LockAttempt> {
  const lockPath = join(dirname(path), stagingName, `${basename(path)}.lock`);
  // Rivals may take or leave the lock between two looks; a few rounds settle it.
  for (let round = 0; round < 5; round += 1) {
    const text = `${JSON.stringify({ ...ownIdentity(), token: randomUUID() })}\n`;
    if (await create(disk, lockPath, text)) return { kind: 'taken', lock: lockOf(disk, lockPath, text) };
    const seen = await see(disk, lockPath);
    if (seen === undefined) continue;
    const life = seen.holder === undefined ? 'unsure' : lifeOf(seen.holder);
    if (life === 'alive') return { kind: 'locked', holderPid: seen.holder?.pid };
    if (life === 'unsure' && (await moves(disk, lockPath, silenceMs, signal))) {
      return { kind: 'locked', holderPid: seen.holder?.pid };
    }
    await bury(disk, path, lockPath, seen.text);
  }
  return { kind: 'locked', holderPid: (await see(disk, lockPath))?.holder?.pid };
}

function lockOf(disk: Disk, lockPath: string, text: string): WriterLock {
  const isHeld = async (): Promise<boolean> => (await see(disk, lockPath))?.text === text;
  return {
    isHeld,
    beat: async () => {
      const now = new Date();
      if (await isHeld().catch(() => false)) await attempt(disk.utimes(lockPath, now, now));
    },
    release: async () => {
      if (await isHeld().catch(() => false)) await attempt(disk.unlink(lockPath));
    },
  };
}

async function create(disk: Disk, lockPath: string, text: string): Promise<boolean> {
  try {
    const handle = await disk.open(lockPath, 'wx', 0o644);
    try {
      await handle.writeFile(text);
    } catch (error) {
      // Half a lock would keep everyone out.
      await attempt(disk.unlink(lockPath));
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function see(disk: Disk, lockPath: string): Promise<SeenLock | undefined> {
  try {
    const text = await disk.readFile(lockPath, 'utf8');
    return { text, holder: parseHolder(text) };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseHolder(text: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, started, realm } = value as Partial<Record<keyof ProcessIdentity, unknown>>;
    const isWhole = Number.isSafeInteger(pid) && typeof started === 'string' && typeof realm === 'string';
    return isWhole ? { pid: Number(pid), started, realm } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether anyone touches, rewrites or removes the lock within that time. */
async function moves(
  disk: Disk,
  lockPath: string,
  withinMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const first = await disk.stat(lockPath, { bigint: true });
  const step = withinMs / 10;
  for (let waited = 0; waited < withinMs; waited += step) {
    await delay(step, undefined, { signal });
    const now = await disk.stat(lockPath, { bigint: true }).catch(() => undefined);
    if (now?.ino !== first.ino || now.mtimeNs !== first.mtimeNs) return true;
  }
  return false;
}
