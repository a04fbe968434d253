/**
 * Asks for one name, and makes sure that something comes back: whatever a lookup does wrong is
 * `unknown`, never an exception and never silence.
 */
import type { PoolOutcome, UnknownOutcome } from '@spcs-sd/core';

import type { Clock, LookupQuestion, SrvLookup } from '../ports.ts';
import { abort, type Signals } from './signals.ts';

export interface AskContext {
  readonly lookup: SrvLookup;
  readonly signals: Signals;
  readonly clock: Clock;
  /** Whether this answer would remove something and has to be asked for again over TCP. */
  readonly needsTcp: (outcome: PoolOutcome) => boolean;
}

export interface Asking {
  /** Never rejects. */
  readonly outcome: Promise<PoolOutcome>;
  /** Ends it at once as `not-asked`, and tells the lookup. Does nothing when it has ended. */
  readonly giveUp: () => void;
}

/** Lookups have deadlines of their own; this one is for those that break their word. */
const lastResortMs = 60_000;

/** One for all: a fresh one would cost more, by its stack trace, than the rest of a question. */
const givenUp: Error = new Error('the question was given up');

export function ask(question: LookupQuestion, context: AskContext): Asking {
  const { lookup, signals, clock, needsTcp } = context;
  const lease = signals.borrow();
  let end: (outcome: PoolOutcome) => void = () => undefined;
  let isOver = false;

  const askOnce = (asked: LookupQuestion): Promise<PoolOutcome> =>
    new Promise((resolve) => {
      const cancel = clock.after(lastResortMs, () => {
        resolve(unknown('timeout', `the lookup gave no answer for ${lastResortMs / 1000} s`));
        abort(lease, givenUp);
      });
      const settle = (outcome: PoolOutcome): void => {
        cancel();
        resolve(outcome);
      };
      end = settle;
      void settled(lookup, asked, lease.signal).then(settle);
    });

  /** The first answer, unless it needs proof and the second is one. */
  const proven = async (first: PoolOutcome): Promise<PoolOutcome> => {
    const second = lease.aborted ? stopped : await askOnce({ ...question, transport: 'tcp' });
    // What the first one adds is worth having; the core knows that its lacks prove nothing.
    return second.kind === 'unknown' && !lease.aborted ? first : second;
  };

  const askToTheEnd = async (): Promise<PoolOutcome> => {
    const first = await askOnce(question);
    const outcome = question.transport === 'tcp' || !needsTcp(first) ? first : await proven(first);
    isOver = true;
    signals.giveBack(lease);
    return outcome;
  };

  return {
    outcome: askToTheEnd(),
    giveUp: () => {
      if (isOver) return;
      end(stopped);
      abort(lease, givenUp);
    },
  };
}

async function settled(
  lookup: SrvLookup,
  question: LookupQuestion,
  signal: AbortSignal,
): Promise<PoolOutcome> {
  try {
    const outcome: unknown = await lookup.lookup(question, signal);
    return isOutcome(outcome) ? outcome : unknown('other', 'the lookup gave something that is no outcome');
  } catch (error) {
    return unknown('other', `the lookup threw: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Lookups may be written in JavaScript; the core believes what it is given. */
function isOutcome(value: unknown): value is PoolOutcome {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind !== 'records') return value.kind === 'absent' || value.kind === 'unknown';
  return 'records' in value && Array.isArray(value.records);
}

const unknown = (why: UnknownOutcome['why'], detail: string): UnknownOutcome => ({
  kind: 'unknown',
  why,
  detail,
});
const stopped: UnknownOutcome = unknown('not-asked', 'stopped');
