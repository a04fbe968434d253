/**
 * Why a file could not be written, in words that say what to do. The old file is still there.
 */
import { dirname } from 'node:path';
import { errorCode } from './disk.ts';

export type FileFailure =
  | {
      readonly why: 'locked';
      /** Undefined when the other writer did not leave one that can be read. */
      readonly holderPid: number | undefined;
      readonly message: string;
    }
  | {
      readonly why: 'no-space' | 'read-only' | 'no-permission' | 'no-folder' | 'other';
      /** The system's name, such as ENOSPC, where there is one. */
      readonly code: string | undefined;
      readonly message: string;
    };

type Advice = readonly [why: Exclude<FileFailure['why'], 'locked'>, advice: (folder: string) => string];

const advices: Readonly<Record<string, Advice>> = {
  ENOSPC: ['no-space', (folder) => `no space left in "${folder}": free some.`],
  EDQUOT: ['no-space', (folder) => `the disk quota for "${folder}" is used up: free some space.`],
  EROFS: ['read-only', (folder) => `"${folder}" is read-only: mount it writable.`],
  EACCES: ['no-permission', (folder) => `no permission to write in "${folder}": let this user write there.`],
  EPERM: ['no-permission', (folder) => `not permitted in "${folder}": let this user write there.`],
  ENOENT: ['no-folder', (folder) => `the folder "${folder}" does not exist: create it.`],
  ENOTDIR: ['no-folder', (folder) => `"${folder}" is not a folder: choose another path.`],
  EBUSY: ['other', (folder) => `the file itself is a mount point: mount its folder "${folder}" instead.`],
  EISDIR: ['other', () => 'there is a folder of that name: remove it or choose another path.'],
};

export function failureOf(path: string, error: unknown): FileFailure {
  const code = errorCode(error);
  const [why, advice] = advices[code ?? ''] ?? (['other', () => messageOf(error)] as const);
  return { why, code, message: `Cannot write "${path}": ${advice(dirname(path))}` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
