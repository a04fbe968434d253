/**
 * Asks for the newest report, again and again, and says what came of it.
 *
 * Owns the timer and the tag of the last report. Slow answers make it ask less often.
 */
import type { PoolTargetStatus } from '@spcs-sd/core';
import { escaped } from '../view/query.ts';
import type { Report } from '../view/report.ts';

export interface PollListener {
  readonly onReport: (report: Report) => Promise<void>;
  /** The last report is still the newest: nothing was heard since. */
  readonly onSame: () => void;
  /** `why`: a sentence. */
  readonly onLost: (why: string) => void;
}

export interface Poll {
  /** Asks now, and then again from time to time. */
  start(): void;
  stop(): void;
}

const intervalMs = 5000;
/** A page that nobody looks at, and the longest wait of all. */
const longestIntervalMs = 60_000;
const timeoutMs = 30_000;
/** Asking, reading and drawing take at most one part of this of the time. */
const share = 20;

export function createPoll({ onReport, onSame, onLost }: PollListener): Poll {
  let etag = '';
  let timer = 0;
  let turn = 0;

  const ask = async (): Promise<void> => {
    const response = await fetch('api/v1/pools', { ...asked(), headers: { 'If-None-Match': etag } });
    if (response.status === 304) return onSame();
    if (!response.ok) return onLost(`spcs-sd answered ${response.status}.`);
    const report: Report = await response.json();
    etag = response.headers.get('ETag') ?? '';
    return onReport(report);
  };

  const round = async (mine: number): Promise<void> => {
    const startedMs = performance.now();
    await ask().catch((error: unknown) => onLost(reasonOf(error)));
    if (mine !== turn) return;
    const leastMs = document.hidden ? longestIntervalMs : intervalMs;
    const easyMs = share * (performance.now() - startedMs);
    const waitMs = Math.min(longestIntervalMs, Math.max(leastMs, easyMs));
    timer = setTimeout(() => void round(mine), waitMs);
  };

  const stop = (): void => {
    turn += 1;
    clearTimeout(timer);
  };
  return {
    start() {
      stop();
      void round(turn);
    },
    stop,
  };
}

/** Too long a line would be refused. */
const maxQueryLength = 4000;

/** The targets of these pools; of those that are gone, and while nothing answers, none. */
export async function askMembers(
  pools: readonly string[],
): Promise<ReadonlyMap<string, readonly PoolTargetStatus[]>> {
  const answers = await Promise.all(batchesOf(pools.map((pool) => `pool=${escaped(pool)}`)).map(askBatch));
  return new Map(answers.flat());
}

function batchesOf(parameters: readonly string[]): readonly string[] {
  const batches: string[] = [];
  for (const parameter of parameters) {
    const last = batches.at(-1);
    if (last === undefined || last.length + parameter.length > maxQueryLength) batches.push(parameter);
    else batches[batches.length - 1] = `${last}&${parameter}`;
  }
  return batches;
}

async function askBatch(query: string): Promise<(readonly [string, readonly PoolTargetStatus[]])[]> {
  try {
    const response = await fetch(`api/v1/pools?${query}`, asked());
    if (!response.ok) return [];
    const { pools }: Report = await response.json();
    return pools.map(({ pool, members }) => [pool, members ?? []]);
  } catch {
    return [];
  }
}

/** The tag is ours to keep: the browser's own cache would answer 304 as 200. */
function asked(): RequestInit {
  return { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) };
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'spcs-sd does not answer.';
  return 'spcs-sd cannot be reached.';
}
