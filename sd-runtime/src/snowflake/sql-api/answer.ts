/**
 * What one answer of the SQL API means: its status code and body as a case. Pure.
 *
 * Source: Snowflake's SQL API reference (200, 202, 408, 422, 429), and RFC 9110 for the rest.
 */
import { safeText } from '../safe-text.ts';
import { failed, type SqlError, type StatementFailure } from '../statement.ts';

/** The statement has ended well; `rows` are those of the first partition. */
export interface Result {
  readonly kind: 'result';
  readonly handle: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Of all partitions together. */
  readonly rowCount: number;
  /** At least 1. */
  readonly partitionCount: number;
}

/** It runs still. */
export interface Pending {
  readonly kind: 'pending';
  readonly handle: string;
}

/** Rows of a later partition. */
export interface Partition {
  readonly kind: 'partition';
  readonly rows: Result['rows'];
}

/** Another credential may do. */
export interface Refusal {
  readonly kind: 'refused';
  readonly why: string;
}

/** The same again may do. */
export interface Trouble {
  readonly kind: 'trouble';
  readonly reason: StatementFailure['reason'];
  readonly why: string;
}

export type Answer = Result | Pending | Partition | SqlError | Refusal | Trouble | StatementFailure;

/** `wants`: a later partition comes without a description of its columns. */
export function answerOf(
  status: number,
  text: string,
  wants: 'result' | 'partition',
  secrets: readonly string[],
): Answer {
  const said = (): string => `${status}${messageIn(text, secrets)}`;
  switch (status) {
    case 200:
      return wants === 'result' ? resultOf(text) : partitionOf(text);
    case 202:
      return pendingOf(text);
    case 401:
    case 403:
      return { kind: 'refused', why: `it answered ${said()}` };
    case 408:
      return failed('timeout', `the statement took too long, and Snowflake cancelled it: ${said()}`);
    case 422:
      return sqlErrorOf(text, secrets);
    case 429:
      return { kind: 'trouble', reason: 'rate-limited', why: `it answered ${said()}: too many requests` };
    default:
      if (status >= 500) return { kind: 'trouble', reason: 'server-error', why: `it answered ${said()}` };
      return failed('malformed', `it answered ${said()}, which its documentation does not know`);
  }
}

function resultOf(text: string): Result | StatementFailure {
  const body = parsed(text);
  if (!isObject(body)) return malformed(text, 'an object');
  const meta = body['resultSetMetaData'];
  const rows = rowsIn(body['data']);
  const handle = body['statementHandle'];
  if (!isObject(meta) || typeof handle !== 'string') return malformed(text, 'a result with its description');
  if (rows === undefined) return malformed(text, 'rows of text and null under data');
  const columns = columnsIn(meta['rowType']);
  if (columns === undefined) return malformed(text, 'the names of columns under rowType');
  const partitions = meta['partitionInfo'];
  const rowCount = Number(meta['numRows'] ?? rows.length);
  const partitionCount = Array.isArray(partitions) ? Math.max(1, partitions.length) : 1;
  return { kind: 'result', handle, columns, rows, rowCount, partitionCount };
}

function partitionOf(text: string): Partition | StatementFailure {
  const body = parsed(text);
  const rows = isObject(body) ? rowsIn(body['data']) : undefined;
  return rows === undefined
    ? malformed(text, 'rows of text and null under data')
    : { kind: 'partition', rows };
}

function pendingOf(text: string): Pending | StatementFailure {
  const body = parsed(text);
  const handle = isObject(body) ? body['statementHandle'] : undefined;
  return typeof handle === 'string' ? { kind: 'pending', handle } : malformed(text, "a statement's handle");
}

function sqlErrorOf(text: string, secrets: readonly string[]): SqlError | StatementFailure {
  const body = parsed(text);
  if (!isObject(body) || typeof body['code'] !== 'string') return malformed(text, 'an SQL error');
  const { code, sqlState, message } = body;
  return {
    kind: 'sql-error',
    code,
    sqlState: typeof sqlState === 'string' ? sqlState : '',
    message: typeof message === 'string' ? safeText(message, secrets) : 'without a message',
  };
}

/** ` (390114: …)`, or nothing when the body does not say. */
function messageIn(text: string, secrets: readonly string[]): string {
  const body = parsed(text);
  if (!isObject(body)) return '';
  const { code, message } = body;
  const words = [code, message].filter((word): word is string => typeof word === 'string' && word !== '');
  return words.length === 0 ? '' : ` (${safeText(words.join(': '), secrets)})`;
}

/** The body itself stays out of the message: nobody knows what is in it. */
function malformed(text: string, expected: string): StatementFailure {
  const what = parsed(text) === undefined ? 'no JSON' : 'something else';
  return failed('malformed', `expected ${expected}, found ${what} in an answer of ${text.length} characters`);
}

function rowsIn(data: unknown): Result['rows'] | undefined {
  if (!Array.isArray(data)) return undefined;
  const rows: readonly unknown[] = data;
  return rows.every(isRow) ? rows : undefined;
}

function isRow(row: unknown): row is readonly (string | null)[] {
  return Array.isArray(row) && row.every((cell) => cell === null || typeof cell === 'string');
}

function columnsIn(rowType: unknown): readonly string[] | undefined {
  if (!Array.isArray(rowType)) return undefined;
  const columns = rowType.map((column: unknown) => (isObject(column) ? column['name'] : undefined));
  return columns.every((name) => typeof name === 'string')
    ? columns.map((name) => name.toLowerCase())
    : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
