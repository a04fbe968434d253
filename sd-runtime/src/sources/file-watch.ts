/**
 * Notices that a file has changed, by watching the folders it lives in.
 *
 * The folder and not the file: editors and configuration managers put a new file in the old one's
 * place, and Kubernetes swaps a link beside it. Watching is a shortcut only; where the system gives
 * no watch (limits, network file systems), the file is still read at its interval.
 */
import { statSync, watch } from 'node:fs';
import type { BigIntStats, FSWatcher } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface FileWatch {
  /** Looks again: at the file, and for folders that have been replaced since. Never throws. */
  check(): void;
  stop(): void;
}

interface WatchedFolder {
  readonly identity: string;
  readonly watcher: FSWatcher;
}

/** Calls `changed` once per difference that was seen; what else happens in the folder is ignored. */
export function watchFile(path: string, changed: () => void): FileWatch {
  const folders = new Map<string, WatchedFolder>();
  // Taken before anybody reads the file, so that no change falls between the two.
  let seen = versionNow(path);
  let looking = false;
  let lookAgain = false;
  let stopped = false;

  const unwatch = (folder: string): void => {
    folders.get(folder)?.watcher.close();
    folders.delete(folder);
  };

  const follow = async (folder: string): Promise<void> => {
    const identity = await identityOf(folder);
    if (stopped || folders.get(folder)?.identity === identity) return;
    unwatch(folder);
    if (identity === undefined) return;
    const watcher = tryWatch(folder, check, () => unwatch(folder));
    if (watcher !== undefined) folders.set(folder, { identity, watcher });
  };

  const look = async (): Promise<void> => {
    const wanted = await foldersOf(path);
    for (const folder of folders.keys()) if (!wanted.has(folder)) unwatch(folder);
    for (const folder of wanted) await follow(folder);
    const found = await versionOf(path);
    const differs = found !== seen;
    seen = found;
    if (differs && !stopped) changed();
  };

  const lookUntilQuiet = async (): Promise<void> => {
    do {
      lookAgain = false;
      await look();
    } while (lookAgain && !stopped);
    looking = false;
  };

  function check(): void {
    lookAgain = true;
    if (looking || stopped) return;
    looking = true;
    void lookUntilQuiet();
  }

  check();
  return {
    check,
    stop() {
      stopped = true;
      for (const folder of folders.keys()) unwatch(folder);
    },
  };
}

/** The folder of the name and, where that is a link, the folder of what it leads to. */
async function foldersOf(path: string): Promise<ReadonlySet<string>> {
  const target = await realpath(path).catch(() => path);
  return new Set([dirname(path), dirname(target)]);
}

async function statOf(path: string): Promise<BigIntStats | undefined> {
  return stat(path, { bigint: true }).catch(() => undefined);
}

async function identityOf(folder: string): Promise<string | undefined> {
  const found = await statOf(folder);
  return found === undefined ? undefined : `${found.dev}:${found.ino}`;
}

async function versionOf(path: string): Promise<string> {
  return versionText(await statOf(path));
}

function versionNow(path: string): string {
  try {
    return versionText(statSync(path, { bigint: true }));
  } catch {
    return versionText(undefined);
  }
}

function versionText(found: BigIntStats | undefined): string {
  return found === undefined
    ? 'gone'
    : `${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}:${found.ctimeNs}`;
}

function tryWatch(folder: string, onEvent: () => void, onError: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent);
    watcher.on('error', onError);
    return watcher;
  } catch {
    return undefined;
  }
}
