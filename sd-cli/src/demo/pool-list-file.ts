/**
 * Keeps the sandbox's pool list in a file, as `pools.file` reads it.
 */
import { rename, writeFile } from 'node:fs/promises';
import type { Sandbox } from '@spcs-sd/sandbox';

export interface PoolListFile {
  /** Resolves with a sentence for people when the list cannot be written; else never. */
  readonly failed: Promise<string>;
  /** Waits for what is being written. */
  stop(): Promise<void>;
}

async function write(path: string, sandbox: Sandbox): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(sandbox.poolList(), null, 2)}\n`);
  await rename(`${path}.new`, path);
}

/** Written once before it resolves, then after each change; whole, by renaming. */
export async function keepPoolList(path: string, sandbox: Sandbox): Promise<PoolListFile> {
  await write(path, sandbox);
  let last: Promise<void> = Promise.resolve();
  let stop: () => void = () => undefined;
  const failed = new Promise<string>((resolve) => {
    stop = sandbox.watch(() => {
      last = last
        .then(() => write(path, sandbox))
        .catch((error: unknown) => resolve(`cannot write ${path}: ${String(error)}`));
    });
  });
  return {
    failed,
    stop: () => {
      stop();
      return last;
    },
  };
}
