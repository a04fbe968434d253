/**
 * What can go wrong with the account's SQL, on command.
 */

export type SqlFault =
  /** Each answer comes so much later. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** This status instead of an answer. */
  | { readonly kind: 'status'; readonly status: number }
  /** An SQL error of this code, status 422. */
  | { readonly kind: 'sql-error'; readonly code: string; readonly sqlState: string }
  /** A page of HTML with status 200, as proxies give. */
  | { readonly kind: 'garbage' }
  /** An answer of some 64 MB. */
  | { readonly kind: 'huge' }
  /** The connection ends in the middle of the answer. */
  | { readonly kind: 'cut' }
  /** The statement runs on for so many looks at it. */
  | { readonly kind: 'pending'; readonly looks: number }
  /** So many rows in each part of the answer. */
  | { readonly kind: 'partitions'; readonly rows: number }
  /** The second half of the rows is missing, and the answer does not say so. */
  | { readonly kind: 'half-list' }
  /** The second half of the rows is missing, and the answer says how many there should be. */
  | { readonly kind: 'lost-rows' }
  | { readonly kind: 'empty-list' }
  /** A role that sees no pools. */
  | { readonly kind: 'wrong-role' }
  /** The one cell of the function for endpoints. */
  | { readonly kind: 'cell'; readonly text: string | null }
  /** Columns in the reverse order, with one more and without those named. */
  | { readonly kind: 'columns'; readonly without: readonly string[] };

/** Which of the account's statements. */
export type SqlStatementKind = 'show-compute-pools' | 'monitor-endpoints' | 'current-role';

export interface SetSqlFault {
  readonly fault: SqlFault;
  /** Only of this statement; of all without it. */
  readonly statement?: SqlStatementKind;
  /** How many requests it meets; until it is cleared without it. */
  readonly times?: number;
}
