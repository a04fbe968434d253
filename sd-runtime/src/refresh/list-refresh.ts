/**
 * Keeps the pool list fresh: reads it at its interval, when its source says that it changed, and
 * sooner than the interval after a failure.
 *
 * Owns one read at a time, one timer and the source's watch.
 */
import { listFailureReasons } from '@spcs-sd/core';
import type { ListFailureReason, ListOutcome, UnknownList } from '@spcs-sd/core';

import type { Emit } from '../event.ts';
import type { Clock, PoolSource } from '../ports.ts';

export interface ListRefreshContext {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly onOutcome: (outcome: ListOutcome) => void;
}

export interface ListRefresh {
  /** Forgets the old source, its read under way included, and reads the new one now. */
  reload(source: PoolSource): void;
  stop(): void;
}

/** The wait after the first failure in a row; it doubles up to the source's interval. */
const firstRetryMs = 5_000;

/** Longer than any list that is well takes. */
const lateMs = 10_000;

/** Sources have deadlines of their own; this one is for those that break their word. */
const lastResortMs = 120_000;

export function createListRefresh(firstSource: PoolSource, context: ListRefreshContext): ListRefresh {
  const lateness = createLateness(context.emit);
  let stopSource = follow(firstSource, context, lateness);
  return {
    reload(source) {
      stopSource();
      stopSource = follow(source, context, lateness);
    },
    stop: () => stopSource(),
  };
}

interface Lateness {
  /** A list was not there in time. */
  met(): void;
  over(): void;
}

/** Told once, over all sources: a late one that is replaced was not read in time. */
function createLateness(emit: Emit): Lateness {
  let isLate = false;
  return {
    met: () => {
      if (!isLate) emit({ kind: 'list-late', forMs: lateMs });
      isLate = true;
    },
    over: () => {
      if (isLate) emit({ kind: 'list-in-time' });
      isLate = false;
    },
  };
}

/** Returns how to stop. */
function follow(
  source: PoolSource,
  { clock, emit, onOutcome }: ListRefreshContext,
  lateness: Lateness,
): () => void {
  const abort = new AbortController();
  let reading = false;
  let changedMeanwhile = false;
  let failures = 0;
  let cancelTimer = (): void => undefined;

  const waitMs = (): number => {
    if (changedMeanwhile) return 0;
    if (failures === 0) return source.refreshIntervalMs;
    return Math.min(source.refreshIntervalMs, firstRetryMs * 2 ** Math.min(failures - 1, 30));
  };

  const read = async (): Promise<void> => {
    if (reading) {
      changedMeanwhile = true;
      return;
    }
    cancelTimer();
    reading = true;
    changedMeanwhile = false;
    const startedMs = clock.nowMs();
    const cancelLate = clock.after(lateMs, () => {
      if (!abort.signal.aborted) lateness.met();
    });
    const outcome = await readList(source, clock, abort.signal);
    cancelLate();
    reading = false;
    if (abort.signal.aborted) return;
    failures = outcome.kind === 'unknown' ? failures + 1 : 0;
    const delayMs = waitMs();
    if (Number.isFinite(delayMs)) cancelTimer = clock.after(delayMs, () => void read());
    const durationMs = clock.nowMs() - startedMs;
    emit({ kind: 'list-finished', outcome, durationMs });
    if (outcome.kind === 'known' && durationMs < lateMs) lateness.over();
    onOutcome(outcome);
  };

  const stopWatch = watch(source, () => {
    if (!abort.signal.aborted) void read();
  });
  void read();
  return () => {
    abort.abort();
    cancelTimer();
    stopWatch();
    close(source);
  };
}

/** A source whose watch fails is still read at its interval. */
function watch(source: PoolSource, changed: () => void): () => void {
  try {
    return source.watch?.(changed) ?? ((): void => undefined);
  } catch {
    return () => undefined;
  }
}

/** Nobody is left to be told of what goes wrong there. */
function close(source: PoolSource): void {
  try {
    source.close?.();
  } catch {
    return;
  }
}

/** Never rejects, and never waits longer than the last resort. */
function readList(source: PoolSource, clock: Clock, signal: AbortSignal): Promise<ListOutcome> {
  return new Promise((resolve) => {
    const own = new AbortController();
    const end = (outcome: ListOutcome): void => {
      cancel();
      signal.removeEventListener('abort', stop);
      own.abort();
      resolve(outcome);
    };
    const stop = (): void => end(unknown('stopped', 'other'));
    const cancel = clock.after(lastResortMs, () => {
      end(unknown(`the pool source gave no list for ${lastResortMs / 1000} s`, 'timeout'));
    });
    signal.addEventListener('abort', stop, { once: true });
    void settled(source, own.signal).then(end);
  });
}

async function settled(source: PoolSource, signal: AbortSignal): Promise<ListOutcome> {
  try {
    const outcome: unknown = await source.list(signal);
    return isOutcome(outcome)
      ? outcome
      : unknown('the pool source gave something that is no pool list', 'malformed');
  } catch (error) {
    return unknown(
      `the pool source threw: ${error instanceof Error ? error.message : String(error)}`,
      'other',
    );
  }
}

/** Sources may be written in JavaScript; the core believes what it is given. */
function isOutcome(value: unknown): value is ListOutcome {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'unknown') {
    return (
      'why' in value &&
      typeof value.why === 'string' &&
      isReason('reason' in value ? value.reason : undefined)
    );
  }
  if (value.kind !== 'known' || !('pools' in value) || !Array.isArray(value.pools)) return false;
  const pools: readonly unknown[] = value.pools;
  return pools.every(isPool);
}

/** It becomes a label of a metric, so that nothing else may get through. */
function isReason(value: unknown): boolean {
  return value === undefined || listFailureReasons.some((reason) => reason === value);
}

function isPool(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'name' in value &&
    typeof value.name === 'string' &&
    'endpoint' in value &&
    typeof value.endpoint === 'string'
  );
}

const unknown = (why: string, reason: ListFailureReason): UnknownList => ({ kind: 'unknown', why, reason });
