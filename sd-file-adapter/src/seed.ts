/**
 * Reads a file_sd file back: the last list, for a start without a state file.
 */
import { validateTargetGroups } from '@spcs-sd/core';
import type { TargetGroup } from '@spcs-sd/core';
import { errorCode } from './disk.ts';
import type { Disk } from './disk.ts';

export type Seed =
  | { readonly kind: 'groups'; readonly groups: readonly TargetGroup[] }
  /** There is no such file. */
  | { readonly kind: 'none' }
  /** There is one, but it cannot be used; `why` is a sentence for people. */
  | { readonly kind: 'unusable'; readonly why: string };

/** Several million targets. */
const maxBytes = 256 * 1024 * 1024;

/** All groups or none. Never rejects. */
export async function readSeed(disk: Pick<Disk, 'readFile' | 'stat'>, path: string): Promise<Seed> {
  try {
    const { size } = await disk.stat(path);
    if (size > maxBytes) return unusable(path, `it has ${size} bytes, ${maxBytes} is the most`);
    const value: unknown = JSON.parse(await disk.readFile(path, 'utf8'));
    const validated = validateTargetGroups(value);
    if (validated.kind === 'invalid') return unusable(path, validated.problems.slice(0, 3).join('; '));
    // A file of another producer may leave the labels out.
    const groups = validated.groups.map(({ targets, labels }) => ({ targets, labels: labels ?? {} }));
    return { kind: 'groups', groups };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { kind: 'none' };
    return unusable(path, error instanceof Error ? error.message : String(error));
  }
}

function unusable(path: string, why: string): Seed {
  return { kind: 'unusable', why: `"${path}" cannot be used as a start: ${why}` };
}
