/**
 * Reads a text file that someone may be writing at this moment.
 *
 * Owns the rule for "written to its end": the last change is `settleMs` old, and nothing changed
 * while it was read. The first half of a YAML list is a list too, with fewer pools.
 */
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';

import type { Clock } from '../ports.ts';

export interface SettledFileOptions {
  readonly maxBytes: number;
  readonly settleMs: number;
  readonly clock: Clock;
}

/** `why` goes on from the file's name: "pools.yml does not exist". */
export type FileText =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'failed'; readonly why: string };

/** After this many looks a file that still changes is not a list but a log. */
const maxLooks = 20;

/** Never rejects. Takes up to `settleMs` when the file has just changed. */
export async function readSettledFile(
  path: string,
  options: SettledFileOptions,
  signal: AbortSignal,
): Promise<FileText> {
  for (let look = 0; look < maxLooks; look++) {
    if (signal.aborted) return failed('was not read: stopped');
    const seen = await readOnce(path, options);
    if (seen.kind !== 'unsettled') return seen;
    await pause(options.clock, seen.waitMs, signal);
  }
  return failed('changes all the time; replace it in one step, by renaming a finished file over it');
}

type Look = FileText | { readonly kind: 'unsettled'; readonly waitMs: number };

async function readOnce(path: string, options: SettledFileOptions): Promise<Look> {
  try {
    // Before it is opened: to open a pipe would wait for its writer.
    if (!(await stat(path)).isFile()) return failed('is not a regular file');
    const file = await open(path, 'r');
    try {
      return await readOpen(file, options);
    } finally {
      await file.close();
    }
  } catch (error) {
    return failed(reasonOf(error));
  }
}

async function readOpen(file: FileHandle, options: SettledFileOptions): Promise<Look> {
  const before = await file.stat({ bigint: true });
  if (before.size > BigInt(options.maxBytes)) {
    return failed(`has ${before.size} bytes, ${options.maxBytes} is the most`);
  }
  const ageMs = options.clock.wallMs() - Number(before.mtimeNs / 1_000_000n);
  // A time in the future says nothing about now.
  if (ageMs >= 0 && ageMs < options.settleMs) return { kind: 'unsettled', waitMs: options.settleMs - ageMs };
  const bytes = await file.readFile();
  const after = await file.stat({ bigint: true });
  if (!sameContent(before, after)) return { kind: 'unsettled', waitMs: options.settleMs };
  return decode(bytes);
}

const sameContent = (a: BigIntStats, b: BigIntStats): boolean => a.size === b.size && a.mtimeNs === b.mtimeNs;

function decode(bytes: Uint8Array): FileText {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return failed('is not UTF-8 text');
  }
}

const failed = (why: string): FileText => ({ kind: 'failed', why });

const reasons: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'does not exist: a part of its path is not a folder'],
  ['EACCES', 'may not be read by this user'],
  ['EPERM', 'may not be read by this user'],
  ['ELOOP', 'is a link that leads to itself'],
]);

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'cannot be read';
  const code = 'code' in error ? error.code : undefined;
  return reasons.get(code) ?? `cannot be read: ${error.message}`;
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
