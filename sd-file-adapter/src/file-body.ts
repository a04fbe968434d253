/**
 * The file's bytes, and whether a file holds them.
 */
import type { FileHandle } from 'node:fs/promises';
import { bodyChunks } from '@spcs-sd/core';
import type { PublishedGroup } from '@spcs-sd/core';

/** Half a MiB is what Node writes at a time. */
const pieceBytes = 524_288;
/** What a UTF-16 unit takes at most. */
const unitBytes = 3;

/**
 * The canonical bytes in pieces of half a MiB at most, or of one group. Each piece is its own memory.
 * Written into place: joining the texts first took three times as long.
 */
export function* bodyPieces(groups: readonly PublishedGroup[]): Generator<Buffer, void, void> {
  let piece = Buffer.allocUnsafe(pieceBytes);
  let length = 0;
  for (const chunk of bodyChunks(groups)) {
    const most = chunk.length * unitBytes;
    if (length + most > piece.length) {
      if (length > 0) yield piece.subarray(0, length);
      piece = Buffer.allocUnsafe(Math.max(pieceBytes, most));
      length = 0;
    }
    length += piece.write(chunk, length);
  }
  if (length > 0) yield piece.subarray(0, length);
}

/** Compares piece by piece and stops at the first difference: whoever put the file there chose its size. */
export async function holds(file: FileHandle, groups: readonly PublishedGroup[]): Promise<boolean> {
  let at = 0;
  for (const piece of bodyPieces(groups)) {
    const found = Buffer.allocUnsafe(piece.length);
    const { bytesRead } = await file.read(found, 0, found.length, at);
    if (bytesRead < piece.length || !found.equals(piece)) return false;
    at += piece.length;
  }
  return (await file.stat()).size === at;
}

/** The same text, group by group: O(groups) for the same objects, else O(bytes). */
export function sameText(a: readonly PublishedGroup[], b: readonly PublishedGroup[]): boolean {
  return a === b || (a.length === b.length && a.every((group, at) => isSame(group, b[at])));
}

function isSame(a: PublishedGroup, b: PublishedGroup | undefined): boolean {
  return a === b || a.json === b?.json;
}
