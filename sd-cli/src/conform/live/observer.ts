/**
 * Watches an endpoint through changes: waits for what must come, while nothing else may happen.
 *
 * Every reading on the way is judged, so that a moment without a list, or with a broken one, is seen.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Endpoint } from './endpoint.ts';
import { poolLabel, type Reading } from './reading.ts';

/** Hosts by pool, without ports. */
export type Hosts = ReadonlyMap<string, ReadonlySet<string>>;

/** What must hold of a reading: undefined when it does, else a sentence for people. */
export type Demand = (hosts: Hosts) => string | undefined;

export interface Observer {
  /** Until the first list, without a demand: an endpoint may still be starting. Gives a problem or undefined. */
  begin(): Promise<string | undefined>;
  /** Until `wanted` holds, while `kept` holds of each reading. Gives a problem or undefined. */
  until(wanted: Demand, kept?: Demand): Promise<string | undefined>;
  /** For `forMs`, while `kept` holds of each reading. */
  hold(forMs: number, kept: Demand): Promise<string | undefined>;
}

export interface ObserverOptions {
  /** How long anything may take, in milliseconds. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

const pauseMs = 25;

export function createObserver(endpoint: Endpoint, { patienceMs, signal }: ObserverOptions): Observer {
  const watch = async (forMs: number, look: (reading: Reading) => Look): Promise<string | undefined> => {
    const endMs = performance.now() + forMs;
    for (;;) {
      const seen = look(await endpoint.read());
      if (seen.kind === 'done') return seen.problem;
      if (signal.aborted) return 'it was told to end';
      if (performance.now() >= endMs) return seen.atEnd;
      await wait(pauseMs);
    }
  };
  return {
    begin: () =>
      watch(patienceMs, (reading) => (reading.kind === 'list' ? done() : pending(whyNone(reading)))),
    until: (wanted, kept) =>
      watch(patienceMs, (reading) => {
        // Without a demand for what must stay, the endpoint may still be starting.
        if (kept === undefined && reading.kind === 'none') return pending(whyNone(reading));
        if (reading.kind !== 'list') return done(whyNone(reading));
        const hosts = hostsOf(reading);
        const lost = kept?.(hosts);
        if (lost !== undefined) return done(lost);
        const missing = wanted(hosts);
        return missing === undefined ? done() : pending(`after ${patienceMs / 1000} s ${missing}`);
      }),
    hold: (forMs, kept) =>
      watch(forMs, (reading) => {
        const problem = reading.kind === 'list' ? kept(hostsOf(reading)) : whyNone(reading);
        return problem === undefined ? pending(undefined) : done(problem);
      }),
  };
}

type Look =
  | { readonly kind: 'done'; readonly problem: string | undefined }
  | { readonly kind: 'pending'; readonly atEnd: string | undefined };

function done(problem?: string): Look {
  return { kind: 'done', problem };
}

function pending(atEnd: string | undefined): Look {
  return { kind: 'pending', atEnd };
}

function whyNone(reading: Exclude<Reading, { readonly kind: 'list' }>): string {
  return reading.kind === 'none'
    ? `there was no list: ${reading.why}`
    : `the list was broken: ${reading.why}`;
}

function hostsOf({ groups }: Extract<Reading, { readonly kind: 'list' }>): Hosts {
  const hosts = new Map<string, Set<string>>();
  for (const { targets, labels } of groups) {
    const pool = labels[poolLabel] ?? '';
    const known = hosts.get(pool) ?? new Set();
    for (const target of targets) known.add(target.replace(/:\d+$/, ''));
    hosts.set(pool, known);
  }
  return hosts;
}
