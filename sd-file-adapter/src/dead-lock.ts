/**
 * Removes the lock of a dead process, when many rivals may try that at once.
 *
 * Simply unlinking would be wrong: between the look at the dead lock and its removal another rival
 * may have put its own, living lock there.
 */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { basename, dirname, join } from 'node:path';
import { temporaryName } from './atomic-write.ts';
import { attempt, errorCode } from './disk.ts';
import type { Disk } from './disk.ts';

/**
 * Removes the lock if its text is still `deadText`; otherwise, or when another rival is at it,
 * leaves it. Either way the caller looks again. Rejects with the system's error.
 */
export async function bury(disk: Disk, path: string, lockPath: string, deadText: string): Promise<void> {
  // A second name that follows from the dead text: the rival who creates it is alone with this
  // dead lock, since every lock has a text of its own.
  const grave = join(dirname(lockPath), graveName(path, deadText));
  for (let round = 0; round < 10; round += 1) {
    const linked = await link(disk, lockPath, grave);
    if (linked === 'gone') return;
    if (linked === 'unsupported') break;
    if (linked === 'done') {
      if ((await textOf(disk, grave)) === deadText) await disk.unlink(lockPath);
      await attempt(disk.unlink(grave));
      return;
    }
    await delay(10);
    if ((await textOf(disk, lockPath)) !== deadText) return;
  }
  // No links here, or a rival died at the grave: move the lock away and look at what was moved.
  await moveAway(disk, path, lockPath, deadText);
}

async function link(
  disk: Disk,
  from: string,
  to: string,
): Promise<'done' | 'taken' | 'gone' | 'unsupported'> {
  try {
    await disk.link(from, to);
    return 'done';
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return 'taken';
    return code === 'ENOENT' ? 'gone' : 'unsupported';
  }
}

async function moveAway(disk: Disk, path: string, lockPath: string, deadText: string): Promise<void> {
  const aside = join(dirname(lockPath), temporaryName(path));
  try {
    await disk.rename(lockPath, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await textOf(disk, aside)) !== deadText) await attempt(disk.link(aside, lockPath));
  await attempt(disk.unlink(aside));
}

/** Undefined when the file is gone. */
async function textOf(disk: Disk, path: string): Promise<string | undefined> {
  try {
    return await disk.readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Looks like a temporary, so that it is removed with them if it is ever left behind. */
function graveName(path: string, deadText: string): string {
  const number = createHash('sha256').update(deadText).digest().readUInt32BE(0);
  return `${basename(path)}.0-${number}.tmp`;
}
