/**
 * A lookup on the fake clock that answers as a test says and after as long as it says, and counts.
 */
import type { PoolOutcome, RecordsOutcome, UnknownOutcome } from '@spcs-sd/core';

import type { Clock, LookupQuestion, SrvLookup } from '../ports.ts';

export interface TimedAnswer {
  readonly afterMs: number;
  readonly outcome: PoolOutcome;
}

export interface TimedLookup extends SrvLookup {
  readonly questions: readonly (LookupQuestion & { readonly atMs: number })[];
  /** Times at which each name was asked. */
  readonly timesOf: (name: string) => readonly number[];
  inFlight(): number;
  mostInFlight(): number;
  /** Names that were under way twice at once. */
  readonly doubled: ReadonlySet<string>;
  closed(): boolean;
}

export function createTimedLookup(
  clock: Clock,
  answer: (question: LookupQuestion) => TimedAnswer,
): TimedLookup {
  const questions: (LookupQuestion & { readonly atMs: number })[] = [];
  const underWay = new Set<string>();
  const doubled = new Set<string>();
  const times = new Map<string, number[]>();
  let most = 0;
  let closed = false;

  const note = (question: LookupQuestion): void => {
    questions.push({ ...question, atMs: clock.nowMs() });
    const known = times.get(question.name) ?? [];
    times.set(question.name, known);
    known.push(clock.nowMs());
    if (underWay.has(question.name)) doubled.add(question.name);
    underWay.add(question.name);
    most = Math.max(most, underWay.size);
  };

  return {
    questions,
    doubled,
    lookup(question, signal) {
      note(question);
      const { afterMs, outcome } = answer(question);
      return new Promise((resolve) => {
        const end = (result: PoolOutcome): void => {
          cancel();
          signal.removeEventListener('abort', stop);
          underWay.delete(question.name);
          resolve(result);
        };
        const stop = (): void => end(silence);
        const cancel = clock.after(afterMs, () => end(outcome));
        signal.addEventListener('abort', stop);
      });
    },
    close() {
      closed = true;
    },
    timesOf: (name) => times.get(name) ?? [],
    inFlight: () => underWay.size,
    mostInFlight: () => most,
    closed: () => closed,
  };
}

export const silence: UnknownOutcome = { kind: 'unknown', why: 'timeout' };

/** SRV records on port 9001, as TCP brings them. */
export function srv(hosts: readonly string[], ttlSeconds: number | null = 30): RecordsOutcome {
  const records = hosts.map((host) => ({ host, port: 9001, node: `${host.replaceAll('.', '-')}.test` }));
  return { kind: 'records', records, recordType: 'SRV', transport: 'tcp', ttlSeconds, doubtful: false };
}

/** A good answer with one node, whose address follows from the name. */
export function oneNode(name: string, ttlSeconds = 30): RecordsOutcome {
  const number = Number(/\d+/u.exec(name)?.[0] ?? 0);
  return srv([`10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`], ttlSeconds);
}
