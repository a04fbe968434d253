/**
 * What every lookup does around its questions: checks the name, keeps the deadline, ends when told.
 */
import type { PoolOutcome, UnknownOutcome } from '@spcs-sd/core';
import type { LookupQuestion, SrvLookup } from '../ports.ts';
import { createEnding, type Ending, type OwnedEnding } from './ending.ts';
import { isHostName } from './wire-name.ts';

export interface LookupParts {
  /** How long a lookup that starts now may take. */
  readonly deadlineMs: () => number;
  /** `question.name` is in lower case. Keeps to the ending; never rejects. */
  readonly ask: (question: LookupQuestion, ending: Ending) => Promise<PoolOutcome>;
  readonly close: () => void;
}

export function createLookup({ deadlineMs, ask, close }: LookupParts): SrvLookup {
  const underWay = new Set<OwnedEnding>();
  const groups = createSignalGroups();
  let closed = false;
  return {
    lookup: async (question, signal) => {
      const name = question.name.toLowerCase().replace(/\.$/, '');
      if (!isHostName(name)) return notAName(question.name);
      if (closed || signal.aborted) return cancelled;
      const ending = createEnding(performance.now() + deadlineMs());
      const group = groups(signal);
      group.add(ending);
      underWay.add(ending);
      try {
        const outcome = await ask({ ...question, name }, ending);
        return ending.cancelled ? cancelled : outcome;
      } finally {
        group.delete(ending);
        underWay.delete(ending);
      }
    },
    close: () => {
      closed = true;
      for (const ending of underWay) ending.cancel();
      close();
    },
  };
}

/** The lookups under way for each signal: one listener on it, however many lookups share it. */
function createSignalGroups(): (signal: AbortSignal) => Set<OwnedEnding> {
  const groups = new WeakMap<AbortSignal, Set<OwnedEnding>>();
  return (signal) => {
    const known = groups.get(signal);
    if (known !== undefined) return known;
    const group = new Set<OwnedEnding>();
    groups.set(signal, group);
    signal.addEventListener('abort', () => group.forEach((ending) => ending.cancel()), { once: true });
    return group;
  };
}

const cancelled: UnknownOutcome = { kind: 'unknown', why: 'not-asked', detail: 'the lookup was cancelled' };

function notAName(name: string): UnknownOutcome {
  const detail = `${JSON.stringify(name)} is no DNS name: expected labels of letters, digits, - and _`;
  return { kind: 'unknown', why: 'not-asked', detail };
}
