/**
 * Reads every list of targets all the time, and counts what was ever missing or too much.
 *
 * Owns one loop for each reader and the truth that they compare with.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { counted, emptyTally, widened, type Read, type Tally, type Truth } from './tally.ts';

/** One way to see targets. `read` may reject: that is a read without a list. */
export interface Reader {
  readonly name: string;
  /** Milliseconds between two reads. */
  readonly everyMs: number;
  readonly read: () => Promise<Read>;
}

export interface Watcher {
  /** Forgets what was seen; only this is true from now on. */
  begin(truth: ReadonlySet<string>): void;
  /** This is true now as well, as after a change in the account. */
  widen(truth: ReadonlySet<string>): void;
  /** By reader. */
  seen(): ReadonlyMap<string, Tally>;
  /** The newest list of each reader; undefined before the first, and after a read without one. */
  now(): ReadonlyMap<string, ReadonlySet<string> | undefined>;
  stop(): Promise<void>;
}

export function startWatcher(readers: readonly Reader[]): Watcher {
  let truth: Truth = { must: new Set(), may: new Set() };
  let tallies = new Map<string, Tally>();
  const now = new Map<string, ReadonlySet<string> | undefined>();
  let isWatching = true;
  /** Counts the watches, so that a read that began before one is not counted in it. */
  let watch = 0;
  const loop = async ({ name, everyMs, read }: Reader): Promise<void> => {
    while (isWatching) {
      const began = watch;
      const found = await read().catch((error: unknown): Read => ({ kind: 'refused', why: String(error) }));
      now.set(name, found.kind === 'targets' ? found.targets : undefined);
      if (began === watch) tallies.set(name, counted(tallies.get(name) ?? emptyTally, found, truth));
      await pause(everyMs);
    }
  };
  const loops = readers.map(loop);
  return {
    begin: (now) => {
      watch += 1;
      truth = { must: now, may: now };
      tallies = new Map();
    },
    widen: (now) => void (truth = widened(truth, now)),
    seen: () => tallies,
    now: () => now,
    stop: async () => {
      isWatching = false;
      await Promise.all(loops);
    },
  };
}
