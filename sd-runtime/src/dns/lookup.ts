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
  let closed = false;
  return {
    lookup: async (question, signal) => {
      const name = question.name.toLowerCase().replace(/\.$/, '');
      if (!isHostName(name)) return notAName(question.name);
      if (closed || signal.aborted) return cancelled;
      const ending = createEnding(performance.now() + deadlineMs());
      const abort = (): void => ending.cancel();
      signal.addEventListener('abort', abort);
      underWay.add(ending);
      try {
        const outcome = await ask({ ...question, name }, ending);
        return ending.cancelled ? cancelled : outcome;
      } finally {
        signal.removeEventListener('abort', abort);
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

const cancelled: UnknownOutcome = { kind: 'unknown', why: 'not-asked', detail: 'the lookup was cancelled' };

function notAName(name: string): UnknownOutcome {
  const detail = `${JSON.stringify(name)} is no DNS name: expected labels of letters, digits, - and _`;
  return { kind: 'unknown', why: 'not-asked', detail };
}
