/**
 * The state in a file: one per process, written whole or not at all.
 *
 * What could not be used is kept beside it as `<path>.bad`, the newest such file only, so that the
 * next save does not destroy what someone may want to look at. The file may be read by everyone
 * (0644, less the umask): it holds addresses that discovery publishes anyway, and no secrets.
 */
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { StateLoad, StateSave, StateStore } from '../ports.ts';

export interface FileStateStoreOptions {
  /** A larger file is not loaded. Default 256 MiB, several million targets. */
  readonly maxBytes?: number;
}

export function createFileStateStore(path: string, options: FileStateStoreOptions = {}): StateStore {
  const { maxBytes = 256 * 1024 * 1024 } = options;
  // In a container every process has the same id after a restart: what a crash left is replaced.
  const unfinished = `${path}.${process.pid}.tmp`;

  return {
    load: () => load(path, maxBytes),
    async save(text) {
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeWhole(unfinished, text);
        await rename(unfinished, path);
        await syncFolder(dirname(path));
        return { kind: 'saved' };
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => undefined);
        return saveFailed(path, error);
      }
    },
    async setAside() {
      await rename(path, `${path}.bad`).catch(() => undefined);
    },
  };
}

async function load(path: string, maxBytes: number): Promise<StateLoad> {
  try {
    // Before it is opened: to open a pipe would wait for its writer.
    if (!(await stat(path)).isFile()) return { kind: 'failed', why: `${path} is not a regular file` };
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > maxBytes)
        return { kind: 'failed', why: `${path} has ${size} bytes, ${maxBytes} is the most` };
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile());
      return { kind: 'found', text };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'none' };
    if (error instanceof TypeError) return { kind: 'failed', why: `${path} is not UTF-8 text` };
    return { kind: 'failed', why: `${path} cannot be read: ${messageOf(error)}` };
  }
}

/** The bytes are on the disk when this returns: a rename may otherwise outlive what it names. */
async function writeWhole(path: string, text: string | Iterable<string>): Promise<void> {
  await rm(path, { force: true });
  // Never through a link that someone else put there.
  const file = await open(path, 'wx', 0o644);
  try {
    await writeFile(file, text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Some file systems cannot do this; the rename then lasts as long as they say. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // The file itself is whole either way.
  }
}

function saveFailed(path: string, error: unknown): StateSave {
  return { kind: 'failed', why: `${path} cannot be written: ${messageOf(error)}` };
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
