/**
 * One answer's body: canonical bytes, their tag, and their gzip form once someone asks for it.
 *
 * The text is the core's `bodyChunks`, in one buffer that every answer sends as it is: gathering
 * the groups' bytes anew for each answer took as long as sending them.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { bodyChunks } from '@spcs-sd/core';
import type { PublishedGroup } from '@spcs-sd/core';
import { digestOf } from './group-digest.ts';

/** What is sent: the bytes of one coding, with their own tag. */
export interface Representation {
  readonly etag: string;
  readonly length: number;
  /** At most 1 MiB each. No copies: they share the body's memory. */
  readonly pieces: () => Iterable<Buffer>;
}

export interface Body {
  readonly identity: Representation;
  /** Compresses once, on the thread pool; later calls get the same result. */
  readonly gzip: () => Promise<Representation>;
}

/** A list of 40,000 targets is one piece, and so one write. */
const pieceBytes = 1_048_576;
const gzipChunkBytes = 65_536;
const compress = promisify(gzip);

/** O(bytes), plus hashing of groups that no body has held before. */
export function createBody(groups: readonly PublishedGroup[]): Body {
  const hash = createHash('sha256');
  for (const group of groups) hash.update(digestOf(group));
  // 128 bits are plenty against accident, and the groups are not an attacker's to choose freely.
  const tag = hash.digest().subarray(0, 16).toString('base64url');
  const bytes = bytesOf(groups);

  let gzipped: Promise<Representation> | undefined;
  async function makeGzip(): Promise<Representation> {
    return representation(`"${tag}.gzip"`, await compress(bytes, { chunkSize: gzipChunkBytes }));
  }
  return {
    identity: representation(`"${tag}"`, bytes),
    gzip: () => {
      gzipped ??= makeGzip().catch((error: unknown) => {
        gzipped = undefined;
        throw error;
      });
      return gzipped;
    },
  };
}

function representation(etag: string, bytes: Buffer): Representation {
  return { etag, length: bytes.length, pieces: () => cut(bytes) };
}

function bytesOf(groups: readonly PublishedGroup[]): Buffer {
  let length = 0;
  for (const chunk of bodyChunks(groups)) length += Buffer.byteLength(chunk);
  const bytes = Buffer.allocUnsafeSlow(length);
  let at = 0;
  for (const chunk of bodyChunks(groups)) at += bytes.write(chunk, at);
  return bytes;
}

function* cut(bytes: Buffer): Generator<Buffer, void, void> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
