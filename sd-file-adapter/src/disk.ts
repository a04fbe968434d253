/**
 * The calls that change files, in one place, so that tests can let each of them fail.
 */
import * as promises from 'node:fs/promises';

export type Disk = Pick<
  typeof promises,
  'access' | 'link' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'stat' | 'unlink' | 'utimes'
>;

export const nodeDisk: Disk = promises;

/** The system's name of an error, such as ENOSPC; undefined for errors of another kind. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Runs to its end and forgets what failed: for cleaning up after an error that is already known. */
export async function attempt(task: Promise<unknown>): Promise<void> {
  await task.catch(() => {});
}
