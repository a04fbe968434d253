/**
 * What one discovery did, for the person who ran it: the list, each name, and what became of it. Pure.
 */
import type { ListOutcome, PoolOutcome } from '@spcs-sd/core';
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import { oneLine } from '../errors.ts';
import type { PoolLookup } from '../round.ts';
import { poolLine } from './pool-line.ts';
import { counted } from './words.ts';

export interface DiscoveryFacts {
  readonly list: ListOutcome | undefined;
  /** `host:port`, in the order in which they are asked. */
  readonly servers: readonly string[];
  readonly lookups: ReadonlyMap<string, PoolLookup>;
  /** What the question for SRV alone gave, by pool, where addresses were used instead. */
  readonly withoutSrv: ReadonlyMap<string, PoolOutcome>;
  readonly status: Pick<DiscoveryStatus, 'pools' | 'list' | 'conflicts'>;
}

/** Lines without newlines. */
export function discoveryReport(facts: DiscoveryFacts): readonly string[] {
  const { list } = facts;
  // Without a list there was nothing to ask for.
  return [listLine(list), ...(list?.kind === 'known' ? askedLines(facts) : [])].map(oneLine);
}

function askedLines({ servers, lookups, withoutSrv, status }: DiscoveryFacts): readonly string[] {
  return [
    ...status.list.skipped.map((entry) => `skipped: ${entry}`),
    `DNS servers: ${servers.length === 0 ? 'none' : servers.join(', ')}`,
    ...status.pools.flatMap((pool) => [
      poolLine(pool, lookups.get(pool.pool)?.outcome, withoutSrv.get(pool.pool)),
      ...pool.refused.map(({ target, why }) => `${pool.pool}: refused ${target}: ${refusalWords[why]}`),
    ]),
    ...[...status.conflicts].map(
      ([target, pools]) => `${target} is claimed by ${pools.join(', ')}: ${pools[0] ?? ''} keeps it`,
    ),
    sumLine(lookups, status.pools),
  ];
}

function listLine(list: ListOutcome | undefined): string {
  switch (list?.kind) {
    case undefined:
      return 'pool list: not read';
    case 'unknown':
      return `pool list: ${list.why}`;
    case 'known':
      return `pool list: ${counted(list.pools.length, 'pool')}`;
  }
}

const refusalWords = {
  address: 'this address is not allowed (limits.allow_cidrs)',
  port: 'this port is not allowed (limits.allow_ports)',
  name: 'this is no host name',
} as const;

/** By which record type and transport pools were found, and how many were not. */
function sumLine(lookups: DiscoveryFacts['lookups'], pools: DiscoveryFacts['status']['pools']): string {
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const { pool } of pools) {
    const outcome = lookups.get(pool)?.outcome;
    if (outcome === undefined || outcome.kind === 'unknown') count('not known');
    else if (outcome.kind === 'absent') count('without records');
    else count(`by ${outcome.recordType === 'A' ? 'A and AAAA' : 'SRV'} over ${outcome.transport}`);
  }
  const targets = pools.reduce((sum, pool) => sum + pool.targets, 0);
  const ways = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, number]) => `${number} ${what}`);
  const how = ways.length === 0 ? '' : `: ${ways.join(', ')}`;
  return `in all ${counted(targets, 'target')} of ${counted(pools.length, 'pool')}${how}`;
}

/** Pools that stand in the way of a complete list. */
export function unansweredPools({
  lookups,
  status,
}: Pick<DiscoveryFacts, 'lookups' | 'status'>): readonly string[] {
  return status.pools
    .filter(({ pool }) => {
      const outcome = lookups.get(pool)?.outcome;
      return outcome === undefined || outcome.kind === 'unknown';
    })
    .map(({ pool }) => pool);
}
