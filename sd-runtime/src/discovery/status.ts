/**
 * How discovery stands at one moment, for metrics and pages.
 */
import { conflicts, listStatus, pendingPools, poolStatuses } from '@spcs-sd/core';
import type { ListStatus, PoolStatus, Snapshot, State } from '@spcs-sd/core';

import type { ScheduleCounts } from '../refresh/schedule.ts';

export interface DiscoveryStatus {
  readonly snapshot: Snapshot;
  /** How long ago anything authoritative was heard; null before that. */
  readonly confirmedAgeMs: number | null;
  readonly list: ListStatus;
  /** By name, in code-unit order. */
  readonly pools: readonly PoolStatus[];
  /** Pools whose removals wait for confirmation. */
  readonly pending: readonly string[];
  /** Addresses that several pools claim, with these pools. */
  readonly conflicts: ReadonlyMap<string, readonly string[]>;
  /** Pending removals exceed half of what is published: they wait longer. */
  readonly collapsing: boolean;
  readonly lookups: ScheduleCounts;
}

/** O(pools and targets). */
export function statusOf(
  state: State,
  snapshot: Snapshot,
  lookups: ScheduleCounts,
  nowMs: number,
): DiscoveryStatus {
  return {
    snapshot,
    confirmedAgeMs: snapshot.kind === 'waiting' ? null : nowMs - snapshot.confirmedAtMs,
    list: listStatus(state, nowMs),
    pools: poolStatuses(state, nowMs),
    pending: pendingPools(state),
    conflicts: conflicts(state),
    collapsing: state.publication.collapsing,
    lookups,
  };
}
