/**
 * What every lookup does around its questions: checks the name, keeps the deadline, ends when told.
 */
import type { PoolOutcome, UnknownOutcome } from '@spcs-sd/core';
import type { LookupQuestion, SrvLookup } from '../ports.ts';
import { cancel, createEnding, type Ending } from './ending.ts';
import { isHostName } from './message/wire-name.ts';

export interface LookupParts {
  /** How long a lookup that starts now may take. */
  readonly deadlineMs: (nowMs: number) => number;
  /** `question.name` is in lower case, without its last dot. Keeps to the ending; never rejects. */
  readonly ask: (question: LookupQuestion, ending: Ending) => Promise<PoolOutcome>;
  readonly close: () => void;
}

export function createLookup({ deadlineMs, ask, close }: LookupParts): SrvLookup {
  const underWay = new Set<Ending>();
  const listen = createListener((signal) => {
    for (const ending of underWay) if (ending.signal === signal) cancel(ending);
  });
  let closed = false;
  return {
    lookup: async (question, signal) => {
      const name = plainName(question.name);
      if (!isHostName(name)) return notAName(question.name);
      if (closed || signal.aborted) return cancelled;
      const nowMs = performance.now();
      const ending = createEnding(nowMs + deadlineMs(nowMs), signal);
      listen(signal);
      underWay.add(ending);
      try {
        const outcome = await ask(name === question.name ? question : { ...question, name }, ending);
        return ending.cancelled ? cancelled : outcome;
      } finally {
        underWay.delete(ending);
      }
    },
    close: () => {
      closed = true;
      for (const ending of underWay) cancel(ending);
      close();
    },
  };
}

/** One listener on a signal, however many lookups share it. */
function createListener(onAbort: (signal: AbortSignal) => void): (signal: AbortSignal) => void {
  const known = new WeakSet<AbortSignal>();
  return (signal) => {
    if (known.has(signal)) return;
    known.add(signal);
    signal.addEventListener('abort', () => onAbort(signal), { once: true });
  };
}

function plainName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

const cancelled: UnknownOutcome = { kind: 'unknown', why: 'not-asked', detail: 'the lookup was cancelled' };

function notAName(name: string): UnknownOutcome {
  const detail = `${JSON.stringify(name)} is no DNS name: expected labels of letters, digits, - and _`;
  return { kind: 'unknown', why: 'not-asked', detail };
}
