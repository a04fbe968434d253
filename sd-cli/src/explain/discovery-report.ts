/**
 * What one discovery did, for the person who ran it: the list, each name, and what became of it. Pure.
 */
import type { ListOutcome } from '@spcs-sd/core';
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import { oneLine } from '../errors.ts';
import type { PoolLookup } from '../round.ts';
import { outcomeText } from './outcome-text.ts';

export interface DiscoveryFacts {
  readonly list: ListOutcome | undefined;
  readonly lookups: ReadonlyMap<string, PoolLookup>;
  readonly status: Pick<DiscoveryStatus, 'pools' | 'list' | 'conflicts'>;
}

/** Lines without newlines. */
export function discoveryReport({ list, lookups, status }: DiscoveryFacts): readonly string[] {
  return [
    listLine(list),
    ...status.list.skipped.map((entry) => `skipped: ${entry}`),
    ...status.pools.flatMap(({ pool, endpoint, targets, refused }) => [
      `${pool}: ${endpoint}: ${fateText(lookups.get(pool), targets)}`,
      ...refused.map(({ target, why }) => `${pool}: refused ${target}: ${refusalWords[why]}`),
    ]),
    ...[...status.conflicts].map(
      ([target, pools]) => `${target} is claimed by ${pools.join(', ')}: ${pools[0] ?? ''} keeps it`,
    ),
  ].map(oneLine);
}

function listLine(list: ListOutcome | undefined): string {
  switch (list?.kind) {
    case undefined:
      return 'pool list: not read';
    case 'unknown':
      return `pool list: ${list.why}`;
    case 'known':
      return `pool list: ${list.pools.length} ${list.pools.length === 1 ? 'pool' : 'pools'}`;
  }
}

const refusalWords = {
  address: 'this address is not allowed (limits.allow_cidrs)',
  port: 'this port is not allowed (limits.allow_ports)',
  name: 'this is no host name',
} as const;

function fateText(lookup: PoolLookup | undefined, targets: number): string {
  if (lookup === undefined) return 'not known: not answered within the deadline';
  const text = outcomeText(lookup.outcome);
  if (lookup.outcome.kind === 'unknown') return text;
  return `${text} → ${targets} ${targets === 1 ? 'target' : 'targets'}`;
}

/** Pools that stand in the way of a complete list. */
export function unansweredPools({ lookups, status }: Omit<DiscoveryFacts, 'list'>): readonly string[] {
  return status.pools
    .filter(({ pool }) => {
      const outcome = lookups.get(pool)?.outcome;
      return outcome === undefined || outcome.kind === 'unknown';
    })
    .map(({ pool }) => pool);
}
