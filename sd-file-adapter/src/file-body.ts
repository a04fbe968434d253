/**
 * The file's bytes and their digest.
 */
import { createHash } from 'node:crypto';
import { bodyChunks } from '@spcs-sd/core';
import type { PublishedGroup } from '@spcs-sd/core';

/** What a file of the same content has. */
export interface Content {
  readonly length: number;
  /** SHA-256, base64url. */
  readonly digest: string;
}

const pieceUnits = 262_144;

/** The canonical bytes in pieces of some 256 KiB. */
export function* bodyPieces(groups: readonly PublishedGroup[]): Generator<Buffer, void, void> {
  let waiting: string[] = [];
  let units = 0;
  for (const chunk of bodyChunks(groups)) {
    waiting.push(chunk);
    units += chunk.length;
    if (units >= pieceUnits) {
      yield Buffer.from(waiting.join(''));
      waiting = [];
      units = 0;
    }
  }
  if (units > 0) yield Buffer.from(waiting.join(''));
}

/** O(bytes). */
export function contentOf(groups: readonly PublishedGroup[]): Content {
  const hash = createHash('sha256');
  let length = 0;
  for (const piece of bodyPieces(groups)) {
    hash.update(piece);
    length += piece.length;
  }
  return { length, digest: hash.digest('base64url') };
}
