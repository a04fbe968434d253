/**
 * What one reader has seen of the targets since the watch began. Pure.
 */

/** What is true: targets that may not be missing, and those that may be there. */
export interface Truth {
  readonly must: ReadonlySet<string>;
  readonly may: ReadonlySet<string>;
}

export interface Tally {
  /** Lists that were read. */
  readonly reads: number;
  readonly fewest: number;
  readonly last: number;
  readonly lost: ReadonlySet<string>;
  readonly invented: ReadonlySet<string>;
  /** Reads without a list: an error status, no answer, no file. Consumers keep their list then. */
  readonly refused: number;
  /** What the last of these reads met. */
  readonly refusal?: string;
  /** Reads of something that is no list. */
  readonly broken: number;
}

export const emptyTally: Tally = {
  reads: 0,
  fewest: Infinity,
  last: 0,
  lost: new Set(),
  invented: new Set(),
  refused: 0,
  broken: 0,
};

export type Read =
  | { readonly kind: 'targets'; readonly targets: ReadonlySet<string> }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'broken' };

export function counted(tally: Tally, read: Read, { must, may }: Truth): Tally {
  switch (read.kind) {
    case 'refused':
      return { ...tally, refused: tally.refused + 1, refusal: read.why };
    case 'broken':
      return { ...tally, broken: tally.broken + 1 };
    case 'targets': {
      const { targets } = read;
      return {
        ...tally,
        reads: tally.reads + 1,
        fewest: Math.min(tally.fewest, targets.size),
        last: targets.size,
        lost: union(tally.lost, without(must, targets)),
        invented: union(tally.invented, without(targets, may)),
      };
    }
  }
}

/** What was true all the time, and what was true at any time. */
export function widened({ must, may }: Truth, now: ReadonlySet<string>): Truth {
  return { must: new Set([...must].filter((one) => now.has(one))), may: union(may, [...now]) };
}

const without = (set: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] =>
  [...set].filter((one) => !other.has(one));

function union(set: ReadonlySet<string>, more: readonly string[]): ReadonlySet<string> {
  return more.every((one) => set.has(one)) ? set : new Set([...set, ...more]);
}
