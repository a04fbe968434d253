/**
 * The statements that the SQL API has run: their tables by handle, and handles by request.
 *
 * Owns their number. Source: SQL API, "Resubmitting a request": the same `requestId` is the same
 * statement, however often it arrives.
 */
import { randomUUID } from 'node:crypto';
import type { SqlRefusal } from '../sql/table.ts';
import type { FaultyTable } from './table-fault.ts';

export interface StoredStatement {
  readonly handle: string;
  readonly result: FaultyTable | SqlRefusal;
  readonly partitionRows: number;
  /** How many more looks find it running. */
  looksLeft: number;
  isCancelled: boolean;
}

export interface StatementStore {
  byRequest(requestId: string | undefined): StoredStatement | undefined;
  byHandle(handle: string): StoredStatement | undefined;
  add(
    requestId: string | undefined,
    statement: Omit<StoredStatement, 'handle' | 'isCancelled'>,
  ): StoredStatement;
}

const kept = 1000;

export function createStatementStore(): StatementStore {
  const statements = new Map<string, StoredStatement>();
  const requests = new Map<string, string>();
  const trim = (map: Map<string, unknown>): void => {
    for (const key of map.keys()) if (map.size > kept) map.delete(key);
  };
  return {
    byRequest: (requestId) => statements.get(requests.get(requestId ?? '') ?? ''),
    byHandle: (handle) => statements.get(handle),
    add(requestId, statement) {
      const stored = { ...statement, handle: randomUUID(), isCancelled: false };
      statements.set(stored.handle, stored);
      if (requestId !== undefined) requests.set(requestId, stored.handle);
      trim(statements);
      trim(requests);
      return stored;
    },
  };
}
