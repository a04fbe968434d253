/**
 * Why there is no list to give, in words for the person who reads a scraper's log. A scraper keeps
 * its own list on every status but 200, so each of these is safer than `[]`.
 */
import type { ReadySnapshot, WaitingSnapshot } from '@spcs-sd/core';
import type { Latest } from './latest.ts';

/** For a snapshot that may not be published; undefined when it may. */
export function whyUnavailable(latest: Latest): string | undefined {
  switch (latest.kind) {
    case 'ready':
      return undefined;
    case 'none':
      return 'No targets yet: discovery has just started.';
    case 'waiting':
      return whyWaiting(latest);
    case 'expired':
      return (
        'No answer: neither the pool list nor any pool has been confirmed within the maximum age. ' +
        'Keep your last list, and look at the log or the metrics for what fails.'
      );
    case 'broken':
      return 'No answer: discovery has stopped with an error. Look at the log and restart it.';
  }
}

function whyWaiting(waiting: WaitingSnapshot): string {
  if (waiting.listUnknown) return 'No targets yet: the pool list has not been read.';
  if (waiting.unknownPools.length > 0) {
    return `No targets yet: no answer so far for ${named(waiting.unknownPools)}.`;
  }
  if (waiting.emptyUnconfirmed) {
    return 'No targets yet: every answer was empty, and an empty list needs a confirmation first.';
  }
  return 'No targets yet: the first round of answers is not complete.';
}

export type PoolsProblem =
  | { readonly kind: 'unknown-name'; readonly message: string }
  | { readonly kind: 'unanswered'; readonly message: string };

/**
 * Whether these pools can be answered for. The rule for a part is the rule for the whole: up to
 * half may be missing, but not when nothing else is there to give.
 */
export function poolsProblem(
  snapshot: ReadySnapshot,
  pools: readonly string[],
  hasGroups: boolean,
): PoolsProblem | undefined {
  const names = new Set(snapshot.pools);
  const strangers = pools.filter((pool) => !names.has(pool));
  if (strangers.length > 0) {
    return {
      kind: 'unknown-name',
      message: `There is no ${named(strangers)} among the ${snapshot.pools.length} known pools.`,
    };
  }
  const unanswered = new Set(snapshot.unknownPools);
  const missing = pools.filter((pool) => unanswered.has(pool));
  if (missing.length === 0 || (hasGroups && missing.length * 2 <= pools.length)) return undefined;
  return { kind: 'unanswered', message: `No targets yet: no answer so far for ${named(missing)}.` };
}

const shownNames = 10;

/** `pool "a"`, or the first few and how many more. Quoted: names come from outside. */
function named(pools: readonly string[]): string {
  const shown = pools.slice(0, shownNames).map((pool) => JSON.stringify(pool.slice(0, 100)));
  const more = pools.length - shown.length;
  return `${pools.length === 1 ? 'pool' : 'pools'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
