/**
 * The statements of one refresh, and what is asked when.
 */
import type { EmitSnowflake } from './event.ts';
import type { Clock } from '../ports.ts';
import { showPools } from './show-pools.ts';
import { cellReader, failed, problemText, type StatementOutcome, type StatementRunner } from './statement.ts';

export interface Statements {
  endpoints(): Promise<StatementOutcome>;
  pools(): Promise<StatementOutcome>;
  currentRole(): Promise<CurrentRole>;
}

export type CurrentRole =
  { readonly kind: 'role'; readonly role: string } | Exclude<StatementOutcome, { readonly kind: 'rows' }>;

/** All of them end with the signal, and every one is reported. */
export function statementsOf(
  runner: StatementRunner,
  signal: AbortSignal,
  { clock, emit }: { readonly clock: Clock; readonly emit: EmitSnowflake },
): Statements {
  const run = async (statement: string): Promise<StatementOutcome> => {
    const startedMs = clock.nowMs();
    const outcome = await runner.run(statement, signal);
    const durationMs = clock.nowMs() - startedMs;
    if (outcome.kind === 'rows') {
      emit({ kind: 'statement-finished', statement, rows: outcome.rows.length, durationMs });
    } else {
      emit({ kind: 'statement-failed', statement, why: problemText(outcome), durationMs });
    }
    return outcome;
  };
  return {
    endpoints: () => run('CALL SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS()'),
    pools: () => showPools(run),
    async currentRole() {
      const outcome = await run('SELECT CURRENT_ROLE()');
      if (outcome.kind !== 'rows') return outcome;
      const { columns, rows } = outcome;
      const role = rows[0] === undefined ? undefined : cellReader(columns)(rows[0], columns[0] ?? '');
      return typeof role === 'string' && role !== ''
        ? { kind: 'role', role }
        : failed('malformed', 'SELECT CURRENT_ROLE() gave no role');
    },
  };
}
