/**
 * Asks for one name, and makes sure that something comes back: whatever a lookup does wrong is
 * `unknown`, never an exception and never silence.
 */
import type { PoolOutcome, UnknownOutcome } from '@spcs-sd/core';

import type { Clock, LookupQuestion, SrvLookup } from '../ports.ts';

export interface AskContext {
  readonly lookup: SrvLookup;
  readonly clock: Clock;
  /** Whether this answer would remove something and has to be asked for again over TCP. */
  readonly needsTcp: (outcome: PoolOutcome) => boolean;
  /** Its abort ends the question as `not-asked`. The question itself aborts it at the last resort. */
  readonly abort: AbortController;
}

/** Lookups have deadlines of their own; this one is for those that break their word. */
const lastResortMs = 60_000;

/** One for all: a fresh one would cost more, by its stack trace, than the rest of a question. */
export const givenUp: Error = new Error('the question was given up');

/** Never rejects. Ends at once when the signal aborts. */
export async function ask(question: LookupQuestion, context: AskContext): Promise<PoolOutcome> {
  const first = await askOnce(question, context);
  if (question.transport === 'tcp' || !context.needsTcp(first)) return first;
  const second = await askOnce({ ...question, transport: 'tcp' }, context);
  // What the first one adds is worth having; the core knows that its lacks prove nothing.
  return second.kind === 'unknown' && !context.abort.signal.aborted ? first : second;
}

function askOnce(question: LookupQuestion, { lookup, clock, abort }: AskContext): Promise<PoolOutcome> {
  const { signal } = abort;
  return new Promise((resolve) => {
    const end = (outcome: PoolOutcome): void => {
      cancel();
      signal.removeEventListener('abort', stop);
      resolve(outcome);
    };
    const stop = (): void => end(unknown('not-asked', 'stopped'));
    const cancel = clock.after(lastResortMs, () => {
      end(unknown('timeout', `the lookup gave no answer for ${lastResortMs / 1000} s`));
      abort.abort(givenUp);
    });
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    void settled(lookup, question, signal).then(end);
  });
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
