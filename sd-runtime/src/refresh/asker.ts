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
  /** Ends the question as `not-asked`. */
  readonly signal: AbortSignal;
}

/** Lookups have deadlines of their own; this one is for those that break their word. */
const lastResortMs = 60_000;

/** Never rejects. Ends at once when the signal aborts. */
export async function ask(question: LookupQuestion, context: AskContext): Promise<PoolOutcome> {
  const first = await askOnce(question, context);
  if (question.transport === 'tcp' || !context.needsTcp(first)) return first;
  return askOnce({ ...question, transport: 'tcp' }, context);
}

function askOnce(question: LookupQuestion, { lookup, clock, signal }: AskContext): Promise<PoolOutcome> {
  return new Promise((resolve) => {
    const own = new AbortController();
    const end = (outcome: PoolOutcome): void => {
      cancel();
      signal.removeEventListener('abort', stop);
      own.abort();
      resolve(outcome);
    };
    const stop = (): void => end(unknown('not-asked', 'stopped'));
    const cancel = clock.after(lastResortMs, () => {
      end(unknown('timeout', `the lookup gave no answer for ${lastResortMs / 1000} s`));
    });
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void settled(lookup, question, own.signal).then(end);
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
