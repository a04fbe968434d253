/**
 * Notices when someone else deletes or edits the file: by the folder's events, and by looking every
 * two seconds, because events can be missing (network file systems, used-up watches, a folder that
 * was replaced).
 */
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface Guard {
  readonly close: () => void;
}

/** Two looks fit well into the five seconds that a restoration may take. The lock's beat follows it. */
const lookEveryMs = 2_000;

/**
 * Calls `look` after each event of the file and regularly. Calls may overlap; `look` must stand
 * that. Keeps no process alive.
 */
export function createGuard(path: string, look: () => void): Guard {
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  const stopWatching = watchFolder(path, look);
  return {
    close: () => {
      clearInterval(timer);
      stopWatching();
    },
  };
}

function watchFolder(path: string, look: () => void): () => void {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_, name) => {
      if (name === null || name === basename(path)) look();
    });
    // Without events the timer still looks.
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
