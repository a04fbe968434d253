/**
 * A state store that falls back on the published file when nothing was ever saved.
 */
import { stat } from 'node:fs/promises';
import type { FileSd } from '@spcs-sd/file-adapter';
import type { StateStore } from '@spcs-sd/runtime';
import { seedState } from './seed-state.ts';

export interface SeededStoreOptions {
  readonly store: StateStore;
  readonly file: Pick<FileSd, 'seed'>;
  readonly path: string;
  readonly fingerprint: string;
  /** The file is the start. */
  readonly onSeed: () => void;
}

export function seededStore({ store, file, path, fingerprint, onSeed }: SeededStoreOptions): StateStore {
  return {
    ...store,
    load: async () => {
      const loaded = await store.load();
      if (loaded.kind !== 'none') return loaded;
      const seed = await file.seed();
      const found = await stat(path).catch(() => undefined);
      if (seed.kind !== 'groups' || found === undefined) return loaded;
      const { groups } = seed;
      const state = seedState({ groups, confirmedAtWallMs: found.mtimeMs, fingerprint });
      if (state === undefined) return loaded;
      onSeed();
      return { kind: 'found', text: JSON.stringify(state) };
    },
  };
}
