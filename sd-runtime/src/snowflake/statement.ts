/**
 * One SQL statement's way out and back: what runs it, and everything that can come of it.
 *
 * Knows no transport. Source: Snowflake's SQL API, whose cells are all text or null.
 */

import type { ListFailureReason, UnknownList } from '@spcs-sd/core';

/** A result, whole: every partition and every row. */
export interface Rows {
  readonly kind: 'rows';
  /** Column names in lower case, in their order. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Snowflake understood the statement and refused it. */
export interface SqlError {
  readonly kind: 'sql-error';
  /** Six digits, such as `002140`. */
  readonly code: string;
  readonly sqlState: string;
  readonly message: string;
}

/** No answer that can be believed. `why` is a sentence for people, without any secret. */
export interface StatementFailure {
  readonly kind: 'failed';
  readonly reason: FailureReason;
  readonly why: string;
}

export type FailureReason =
  /** Token file, key or password are not there, or are of no use. */
  | 'credentials'
  /** 401 or 403, twice. */
  | 'unauthorized'
  | 'unreachable'
  | 'timeout'
  | 'rate-limited'
  | 'server-error'
  /** An answer that is not what the SQL API's documentation says. */
  | 'malformed'
  | 'too-large'
  | 'aborted';

export type StatementOutcome = Rows | SqlError | StatementFailure;

/** Runs statements, one after the other or at once. */
export interface StatementRunner {
  /** Never rejects. An abort cancels the statement where it is known to run. */
  run(sql: string, signal: AbortSignal): Promise<StatementOutcome>;
  /** Ends what it keeps between statements. Nothing is run afterwards. */
  close?(): void;
}

export function failed(reason: FailureReason, why: string): StatementFailure {
  return { kind: 'failed', reason, why };
}

/** What was wrong, in a word. */
function reasonOf(outcome: SqlError | StatementFailure): ListFailureReason {
  if (outcome.kind === 'sql-error') return 'refused';
  switch (outcome.reason) {
    case 'too-large':
      return 'limit';
    case 'aborted':
      return 'other';
    case 'credentials':
    case 'unauthorized':
    case 'unreachable':
    case 'timeout':
    case 'rate-limited':
    case 'server-error':
    case 'malformed':
      return outcome.reason;
  }
}

/** What was wrong, in one sentence. */
export function problemText(outcome: SqlError | StatementFailure): string {
  switch (outcome.kind) {
    case 'failed':
      return outcome.why;
    case 'sql-error':
      return `Snowflake refused it: ${outcome.code} (${outcome.sqlState}): ${outcome.message}`;
  }
}

/** A list that is not known because of a statement. */
export function unknownBecause(statement: string, outcome: SqlError | StatementFailure): UnknownList {
  return { kind: 'unknown', why: `${statement}: ${problemText(outcome)}`, reason: reasonOf(outcome) };
}

/** A row's cell by its column's name: columns come in any order, and more of them over time. */
export type CellReader = (row: readonly (string | null)[], column: string) => string | null | undefined;

/** Undefined: there is no such column. Null: the cell is empty. */
export function cellReader(columns: readonly string[]): CellReader {
  const indices = new Map(columns.map((column, index) => [column, index]));
  return (row, column) => {
    const index = indices.get(column);
    return index === undefined ? undefined : (row[index] ?? null);
  };
}
