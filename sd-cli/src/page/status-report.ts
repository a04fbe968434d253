/**
 * From discovery's status to the report that the page and `/api/v1/pools` give. Pure.
 *
 * Owns which facts are told; times go from fractions to whole milliseconds here.
 */
import type { PoolStatus, PoolTargetStatus, Snapshot } from '@spcs-sd/core';
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import type { PoolReport, Report, SnapshotReport } from './view/report.ts';
import { troublesOf } from './view/trouble.ts';

export interface ReportContext {
  readonly version: string;
  /** Wall time. */
  readonly at: Date;
}

export type ReportHead = Omit<Report, 'pools'>;

type Status = Omit<DiscoveryStatus, 'lookups'>;

/** The whole report at once. O(pools). */
export function statusReport(status: Status, context: ReportContext): Report {
  return { ...reportHead(status, context), pools: status.pools.map(poolReporter(status)) };
}

/** All but the pools. */
export function reportHead(status: Status, { version, at }: ReportContext): ReportHead {
  const { snapshot, confirmedAgeMs, list, pending, conflicts, collapsing } = status;
  return {
    version,
    at: at.toISOString(),
    snapshot: snapshotReport(snapshot),
    confirmedAgeMs: confirmedAgeMs === null ? null : Math.round(confirmedAgeMs),
    collapsing,
    list: {
      origin: list.origin,
      ageMs: list.ageMs === null ? null : Math.round(list.ageMs),
      failure: list.failure && { ...list.failure, forMs: Math.round(list.failure.forMs) },
      skipped: list.skipped,
    },
    pending,
    conflicts: Object.fromEntries(conflicts),
  };
}

/** What it says of itself, without the groups. */
function snapshotReport(snapshot: Snapshot): SnapshotReport {
  switch (snapshot.kind) {
    case 'waiting': {
      const { kind, listUnknown, unknownPools, emptyUnconfirmed } = snapshot;
      return { kind, listUnknown, unknownPools, emptyUnconfirmed };
    }
    case 'ready': {
      const { kind, complete, unknownPools, targetCount } = snapshot;
      return { kind, complete, unknownPools, targetCount };
    }
    case 'expired':
      return { kind: snapshot.kind };
  }
}

/** For many pools one after the other: what is worked out once for all of them is. */
export function poolReporter({ conflicts }: Pick<Status, 'conflicts'>): (pool: PoolStatus) => PoolReport {
  const inConflict = new Set([...conflicts.values()].flat());
  return (status) => {
    const { pool, endpoint, metadata, listed, targets, held, answer, failure, refused } = status;
    return {
      pool,
      endpoint,
      metadata,
      listed,
      targets,
      held,
      answer: answer && wholeAge(answer),
      failure: failure && { ...failure, forMs: Math.round(failure.forMs) },
      refused,
      troubles: troublesOf(status, inConflict.has(pool)),
    };
  };
}

type Answered = NonNullable<PoolStatus['answer']>;

function wholeAge({ kind, ageMs, recordType, transport }: Answered): Answered {
  return { kind, ageMs: Math.round(ageMs), recordType, transport };
}

export function memberReport({ address, node, heldForMs, owner }: PoolTargetStatus): PoolTargetStatus {
  return { address, node, heldForMs: heldForMs === null ? null : Math.round(heldForMs), owner };
}
