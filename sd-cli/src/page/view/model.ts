/**
 * Everything that the page is made from, at one moment. Data alone.
 */
import type { PoolTargetStatus } from '@spcs-sd/core';
import type { Query } from './query.ts';
import type { Report } from './report.ts';
import type { Rows } from './rows.ts';
import type { Totals } from './totals.ts';

export interface PageModel {
  readonly report: Report;
  readonly totals: Totals;
  readonly rows: Rows;
  readonly query: Query;
  /** How long ago the report was made, in milliseconds. */
  readonly elapsedMs: number;
  /** The targets of open pools, by pool; a pool may be missing. */
  readonly members: ReadonlyMap<string, readonly PoolTargetStatus[]>;
  readonly place: Place;
  /** Null where no script runs: what needs one is not shown. */
  readonly live: Live | null;
}

/** Where the program is for whoever looks at the page. */
export interface Place {
  /** `http://host:port/`, or below it behind a proxy; ends with a slash. */
  readonly base: string;
  /** Who is logged in, so that a command can ask for the password; null without a login. */
  readonly user: string | null;
  /** It serves `/targets`; the file sidecar does not. */
  readonly servesTargets: boolean;
}

export interface Live {
  readonly paused: boolean;
  /** Why the last update failed, a sentence; null when it did not. */
  readonly lost: string | null;
  /** The command that was just copied. */
  readonly copied: string | null;
}
