/**
 * The pool lists of an account whose answers a vector tells, one for each refresh.
 */
import type { ListOutcome } from '@spcs-sd/core';
import { createSourceOn, type StatementOutcome } from '@spcs-sd/runtime';
import type { SnowflakeListCase } from '@spcs-sd/spec';

type Refresh = SnowflakeListCase['refreshes'][number];

const account = {
  account: 'A',
  host: 'h.example',
  authenticator: { kind: 'token', tokenPath: 'none' },
} as const;

export async function snowflakeResults({
  options,
  refreshes,
}: SnowflakeListCase): Promise<readonly unknown[]> {
  let nowMs = 0;
  let current: Omit<Refresh, 'expect'> = {};
  const clock = { nowMs: () => nowMs, wallMs: () => nowMs, after: () => () => undefined };
  const { signal } = new AbortController();
  const source = createSourceOn({ ...account, ...options, clock }, () => ({
    run: (sql) => Promise.resolve(answerTo(sql, current)),
  }));
  const results: unknown[] = [];
  for (const refresh of refreshes) {
    current = refresh;
    nowMs = refresh.atMs ?? nowMs;
    results.push(resultOf(await source.list(signal)));
  }
  return results;
}

function resultOf(list: ListOutcome): unknown {
  return list.kind === 'known' ? { known: list.pools } : { unknown: list.why };
}

function answerTo(sql: string, { endpoints, pools, currentRole }: Omit<Refresh, 'expect'>): StatementOutcome {
  const answer = sql.startsWith('CALL') ? endpoints : sql.startsWith('SHOW') ? pools : currentRole;
  if (answer === undefined) throw new Error(`${sql} must not be asked here`);
  if ('failed' in answer) return { kind: 'failed', reason: 'unreachable', why: answer.failed };
  if ('code' in answer) return { kind: 'sql-error', ...answer };
  return { kind: 'rows', columns: answer.columns.map((column) => column.toLowerCase()), rows: answer.rows };
}
