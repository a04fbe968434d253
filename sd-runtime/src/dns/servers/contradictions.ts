/**
 * The names of which one server denied what another one gave, so that it is told when this begins and ends.
 */
import type { EmitDns } from '../event.ts';

export interface Contradictions {
  /** Servers disagreed about the name, or did not. */
  readonly met: (name: string, isContradiction: boolean, nowMs: number) => void;
}

/** Longer than any name that is still of interest waits for its next question. */
const forgottenMs = 3_600_000;

export function createContradictions(emit: EmitDns): Contradictions {
  /** Since when each is known, in that order. */
  const names = new Map<string, number>();
  const forgetOld = (nowMs: number): void => {
    for (const [name, atMs] of names) {
      if (nowMs - atMs < forgottenMs) return;
      names.delete(name);
    }
  };
  return {
    met(name, isContradiction, nowMs) {
      if (names.size === 0 && !isContradiction) return;
      const before = names.size;
      names.delete(name);
      forgetOld(nowMs);
      if (isContradiction) names.set(name, nowMs);
      if (before === 0) emit({ kind: 'servers-disagree', name });
      else if (names.size === 0) emit({ kind: 'servers-agree' });
    },
  };
}
