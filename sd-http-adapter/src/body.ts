/**
 * One answer's body: canonical bytes, their tag, and their gzip form once someone asks for it.
 *
 * The text is the core's `bodyChunks`. Groups share their bytes with every other body, so a body
 * costs a list of references.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PublishedGroup } from '@spcs-sd/core';
import { encodedGroup } from './encoded-group.ts';

/** What is sent: the bytes of one coding, with their own tag. */
export interface Representation {
  readonly etag: string;
  readonly length: number;
  /** About 64 KiB each; made while they are taken. */
  readonly pieces: () => Iterable<Buffer>;
}

export interface Body {
  readonly identity: Representation;
  /** Compresses once, on the thread pool; later calls get the same result. */
  readonly gzip: () => Promise<Representation>;
}

const pieceBytes = 65_536;
const opening = Buffer.from('[\n');
const separator = Buffer.from(',\n');
const closing = Buffer.from('\n]\n');
const nothing = Buffer.from('[]\n');
const compress = promisify(gzip);

/** O(groups), plus encoding and hashing for groups that no body has held before. */
export function createBody(groups: readonly PublishedGroup[]): Body {
  const encoded = groups.map(encodedGroup);
  const hash = createHash('sha256');
  for (const { digest } of encoded) hash.update(digest);
  // 128 bits are plenty against accident, and the groups are not an attacker's to choose freely.
  const tag = hash.digest().subarray(0, 16).toString('base64url');
  const chunks = layOut(encoded.map(({ bytes }) => bytes));
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const identity = { etag: `"${tag}"`, length, pieces: () => gathered(chunks) };

  let gzipped: Promise<Representation> | undefined;
  async function makeGzip(): Promise<Representation> {
    const bytes = await compress(Buffer.concat(chunks, length), { chunkSize: pieceBytes });
    return { etag: `"${tag}.gzip"`, length: bytes.length, pieces: () => gathered([bytes]) };
  }
  return {
    identity,
    gzip: () => {
      gzipped ??= makeGzip().catch((error: unknown) => {
        gzipped = undefined;
        throw error;
      });
      return gzipped;
    },
  };
}

function layOut(groups: readonly Buffer[]): readonly Buffer[] {
  if (groups.length === 0) return [nothing];
  return [...groups.flatMap((bytes, index) => [index === 0 ? opening : separator, bytes]), closing];
}

/** Few large pieces of many small chunks. Large chunks are cut, not copied. */
function* gathered(chunks: readonly Buffer[]): Generator<Buffer, void, void> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for (const chunk of chunks) {
    if (waitingBytes > 0 && waitingBytes + chunk.length > pieceBytes) {
      yield Buffer.concat(waiting, waitingBytes);
      waiting = [];
      waitingBytes = 0;
    }
    if (chunk.length > pieceBytes) {
      yield* cut(chunk);
    } else {
      waiting.push(chunk);
      waitingBytes += chunk.length;
    }
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting, waitingBytes);
}

function* cut(chunk: Buffer): Generator<Buffer, void, void> {
  for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
}
