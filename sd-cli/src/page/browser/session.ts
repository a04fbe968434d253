/**
 * What the page knows and was asked, and the model that follows from it.
 *
 * Owns the last report and what is worked out once for it: 20,000 pools are not sorted each second.
 */
import type { PoolTargetStatus } from '@spcs-sd/core';
import type { PageModel, Place } from '../view/model.ts';
import type { Query } from '../view/query.ts';
import type { PoolReport, Report } from '../view/report.ts';
import { orderedRows, pageOf } from '../view/rows.ts';
import { totalsOf, type Totals } from '../view/totals.ts';

export interface Session {
  query: Query;
  paused: boolean;
  lost: string | null;
  copied: string | null;
  members: ReadonlyMap<string, readonly PoolTargetStatus[]>;
  /** Takes a new report, made just now. */
  take(report: Report): void;
  pools(): readonly PoolReport[];
  /** Undefined before the first report. */
  model(): PageModel | undefined;
}

interface Known {
  readonly report: Report;
  readonly totals: Totals;
  readonly atMs: number;
}

export function createSession(start: Query, place: Place): Session {
  let known: Known | undefined;
  let ordered: { readonly key: string; readonly rows: readonly PoolReport[] } | undefined;

  const rowsFor = ({ report }: Known, { search, show, sort, reversed }: Query): readonly PoolReport[] => {
    const key = JSON.stringify([search, show, sort, reversed]);
    if (ordered?.key !== key) {
      ordered = { key, rows: orderedRows(report.pools, { search, show, sort, reversed }) };
    }
    return ordered.rows;
  };

  return {
    query: start,
    paused: false,
    lost: null,
    copied: null,
    members: new Map(),
    take(report) {
      known = { report, totals: totalsOf(report), atMs: performance.now() };
      ordered = undefined;
    },
    pools: () => known?.report.pools ?? [],
    model() {
      if (known === undefined) return undefined;
      const { query, paused, lost, copied, members } = this;
      return {
        report: known.report,
        totals: known.totals,
        rows: pageOf(rowsFor(known, query), query.page),
        query,
        elapsedMs: performance.now() - known.atMs,
        members,
        place,
        live: { paused, lost, copied },
      };
    },
  };
}
