/**
 * What `GET /api/v1/pools` says: how discovery stands at one moment, as data for programs and the page.
 *
 * Types alone. Ages and durations are whole milliseconds, counted back from `at`.
 */
import type { ListStatus, PoolStatus, PoolTargetStatus } from '@spcs-sd/core';
import type { Trouble } from './trouble.ts';

export interface Report {
  readonly version: string;
  /** Wall time of the report in ISO 8601: for people; ages do not depend on it. */
  readonly at: string;
  readonly snapshot: SnapshotReport;
  /** How long ago anything authoritative was heard; null before the first list of targets. */
  readonly confirmedAgeMs: number | null;
  /** Pending removals exceed half of what is published, and wait longer. */
  readonly collapsing: boolean;
  readonly list: ListStatus;
  /** Pools whose removals wait for confirmation. */
  readonly pending: readonly string[];
  /** Addresses that several pools claim, with these pools; the first by name keeps it. */
  readonly conflicts: Readonly<Record<string, readonly string[]>>;
  /** By name, in code-unit order. */
  readonly pools: readonly PoolReport[];
}

/** What the snapshot says of itself, without its groups. */
export type SnapshotReport =
  | {
      readonly kind: 'waiting';
      readonly listUnknown: boolean;
      readonly unknownPools: readonly string[];
      readonly emptyUnconfirmed: boolean;
    }
  | {
      readonly kind: 'ready';
      readonly complete: boolean;
      readonly unknownPools: readonly string[];
      readonly targetCount: number;
    }
  | { readonly kind: 'expired' };

export interface PoolReport extends PoolStatus {
  /** The gravest first; empty when all is well. */
  readonly troubles: readonly Trouble[];
  /** Only in an answer to `?pool=NAME`. */
  readonly members?: readonly PoolTargetStatus[];
}
