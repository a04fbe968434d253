/**
 * Whether a file is still the one we know, without reading it.
 */
import type { BigIntStats } from 'node:fs';
import type { PublishedGroup } from '@spcs-sd/core';
import type { Disk } from './disk.ts';
import { errorCode } from './disk.ts';
import { holds } from './file-body.ts';

/** Any write, rename, chmod or touch by anyone changes at least one of these. */
export type Stamp = Readonly<Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>>;

/** A file that was seen. */
export interface SeenFile {
  readonly stamp: Stamp;
  /** What it holds; undefined when that is nothing that we know. */
  readonly groups: readonly PublishedGroup[] | undefined;
  /** Permission bits. */
  readonly mode: number;
}

function sameStamp(a: Stamp, b: Stamp): boolean {
  return sameData(a, b) && a.ctimeNs === b.ctimeNs;
}

/** As `sameStamp`, but a rename in between is allowed: that changes the ctime alone. */
export function sameData(a: Stamp, b: Stamp): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

/**
 * What is at the path now. `known` is given back when its stamp still fits, which costs one stat;
 * else the file is compared with `wanted`. Undefined when there is no regular file. Rejects with the system's error
 * when one cannot be read.
 */
export async function lookAt(
  disk: Disk,
  path: string,
  known: SeenFile | undefined,
  wanted: readonly PublishedGroup[],
): Promise<SeenFile | undefined> {
  // Looked at before it is opened: opening a pipe would wait for its other end.
  const before = await disk.stat(path, { bigint: true }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (before === undefined || !before.isFile()) return undefined;
  if (known !== undefined && sameStamp(known.stamp, before)) return known;
  return compare(disk, path, wanted);
}

async function compare(disk: Disk, path: string, wanted: readonly PublishedGroup[]): Promise<SeenFile> {
  const handle = await disk.open(path, 'r');
  try {
    // Taken before the bytes: a change while they are read shows in the next look.
    const stamp = await handle.stat({ bigint: true });
    const groups = (await holds(handle, wanted)) ? wanted : undefined;
    return { stamp, mode: Number(stamp.mode & 0o7777n), groups };
  } finally {
    await handle.close();
  }
}

/**
 * Renews the modification time of a file that is still the known one, through one handle, so that
 * nobody else's file is touched. Undefined when it is not.
 */
export async function renewTime(disk: Disk, path: string, known: SeenFile): Promise<SeenFile | undefined> {
  const handle = await disk.open(path, 'r');
  try {
    if (!sameStamp(known.stamp, await handle.stat({ bigint: true }))) return undefined;
    const nowSeconds = Date.now() / 1000;
    await handle.utimes(nowSeconds, nowSeconds);
    return { ...known, stamp: await handle.stat({ bigint: true }) };
  } finally {
    await handle.close();
  }
}
