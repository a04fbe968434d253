/**
 * How many guesses may be under way: of each source, and in all.
 *
 * Nothing is remembered of those that are over, so nobody can be locked out for later.
 */

export interface AttemptLimits {
  /** Distinct guesses of one source at once. */
  readonly perSource: number;
  /** Of all sources together. */
  readonly total: number;
}

export interface Attempts {
  /** False: too many are under way. Every true needs a `leave`. */
  enter(source: string): boolean;
  leave(source: string): void;
}

export function createAttempts({ perSource, total }: AttemptLimits): Attempts {
  const bySource = new Map<string, number>();
  let all = 0;
  return {
    enter: (source) => {
      const own = bySource.get(source) ?? 0;
      if (own >= perSource || all >= total) return false;
      bySource.set(source, own + 1);
      all++;
      return true;
    },
    leave: (source) => {
      const own = bySource.get(source) ?? 0;
      if (own > 1) bySource.set(source, own - 1);
      else bySource.delete(source);
      all--;
    },
  };
}
