/**
 * Notices that files have changed, once they have stopped to change.
 *
 * Looks at them instead of watching: their folders may be replaced, and a look at a few files each
 * second costs next to nothing.
 */
import { fileVersion } from './small-file.ts';

export interface FileChanges {
  /** Looks at these from now on. */
  watch(files: readonly string[]): void;
  /** True once after a change, when the files have stayed as they are from one look to the next. */
  readonly haveSettled: () => Promise<boolean>;
}

/** A file that changes at every look is read all the same, after so many. */
const mostRestlessLooks = 10;

/** A certificate and its key are two files: between the two changes they do not belong together. */
export function createFileChanges(first: readonly string[]): FileChanges {
  let files = namesOf(first);
  // The first look finds out what was there, and counts as a change: it may have come since the reading.
  let seen: string | undefined;
  let restlessLooks = 0;
  return {
    watch: (next) => {
      const names = namesOf(next);
      if (names.join('\n') !== files.join('\n')) seen = undefined;
      files = names;
    },
    haveSettled: async () => {
      const found = (await Promise.all(files.map(fileVersion))).join('\n');
      if (found !== seen && restlessLooks < mostRestlessLooks) {
        seen = found;
        restlessLooks++;
        return false;
      }
      const isNew = restlessLooks > 0;
      restlessLooks = 0;
      return isNew;
    },
  };
}

function namesOf(files: readonly string[]): readonly string[] {
  return [...new Set(files)].toSorted();
}
