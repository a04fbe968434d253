/**
 * A folder of its own for a test, and who touches what in it.
 */
import { watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'spcs-sd-file-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

let lastMarker = 0;

/**
 * The events a consumer sees that watches the folder, as `kind name`, while `task` runs. Not a
 * moment is waited: a marker file at the end proves that all events before it have arrived.
 */
export async function eventsDuring(folder: string, task: () => Promise<void>): Promise<readonly string[]> {
  const events: string[] = [];
  const watcher = watch(folder, (kind, name) => events.push(`${kind} ${name}`));
  try {
    const mark = async (): Promise<number> => {
      lastMarker += 1;
      const marker = `marker-${lastMarker}`;
      await writeFile(join(folder, marker), '');
      await vi.waitFor(() => {
        if (!events.includes(`rename ${marker}`)) throw new Error('The marker has not been seen.');
      });
      return events.indexOf(`rename ${marker}`);
    };
    await mark();
    await task();
    const end = await mark();
    return events.slice(0, end).filter((event) => !event.includes('marker-'));
  } finally {
    watcher.close();
  }
}
