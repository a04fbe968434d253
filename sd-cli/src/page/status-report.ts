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

/** O(pools). */
export function statusReport(status: Omit<DiscoveryStatus, 'lookups'>, context: ReportContext): Report {
  const { snapshot, confirmedAgeMs, list, pending, conflicts, collapsing } = status;
  const inConflict = new Set([...conflicts.values()].flat());
  return {
    version: context.version,
    at: context.at.toISOString(),
    snapshot: snapshotReport(snapshot),
    confirmedAgeMs: confirmedAgeMs === null ? null : Math.round(confirmedAgeMs),
    collapsing,
    list: {
      ...list,
      ageMs: list.ageMs === null ? null : Math.round(list.ageMs),
      failure: list.failure && { ...list.failure, forMs: Math.round(list.failure.forMs) },
    },
    pending,
    conflicts: Object.fromEntries(conflicts),
    pools: status.pools.map((pool) => poolReport(pool, inConflict.has(pool.pool))),
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

function poolReport(pool: PoolStatus, inConflict: boolean): PoolReport {
  const { answer, failure } = pool;
  return {
    ...pool,
    answer: answer && { ...answer, ageMs: Math.round(answer.ageMs) },
    failure: failure && { ...failure, forMs: Math.round(failure.forMs) },
    troubles: troublesOf(pool, inConflict),
  };
}

/** The report of some pools, with their targets one by one. */
export function withMembers(
  report: Report,
  members: ReadonlyMap<string, readonly PoolTargetStatus[]>,
): Report {
  const pools = report.pools.flatMap((pool) => {
    const targets = members.get(pool.pool);
    return targets === undefined ? [] : [{ ...pool, members: targets.map(wholeMs) }];
  });
  return { ...report, pools };
}

function wholeMs(target: PoolTargetStatus): PoolTargetStatus {
  return { ...target, heldForMs: target.heldForMs === null ? null : Math.round(target.heldForMs) };
}
