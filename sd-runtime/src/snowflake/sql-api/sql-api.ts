/**
 * Runs statements over Snowflake's SQL API: sends one, waits for it, reads every partition.
 *
 * Owns the deadline, the budget of bytes and the cancellation of each statement. Source: Snowflake's
 * SQL API reference and facts that its own template relies on.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../ports.ts';
import type { Random } from '../../refresh/due-time.ts';
import type { Authenticator } from '../authenticators/credential.ts';
import type { EmitSnowflake } from '../event.ts';
import { pause } from '../pause.ts';
import { failed, type StatementOutcome, type StatementRunner } from '../statement.ts';
import type { Pending, Result } from './answer.ts';
import { pollMs } from './back-off.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import type { ByteBudget } from './exchange.ts';
import { stopped, untilAnswered, type FinalAnswer } from './repetition.ts';

export interface SqlApiOptions {
  /** `https://host:port`, without a slash at its end. */
  readonly origin: string;
  readonly authenticator: Authenticator;
  /** The role to use; absent for the credential's own. */
  readonly role?: string;
  /** Of one statement with all its repetitions and partitions. Default 55,000. */
  readonly deadlineMs?: number;
  /** Of one statement's answers together. Default 32 MiB, several times the largest list. */
  readonly maxBytes?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly emit: EmitSnowflake;
}

/** How long the farewell to a statement may take. */
const cancelMs = 5000;
const defaults = { deadlineMs: 55_000, maxBytes: 32 * 1024 * 1024 };

interface Talk {
  readonly deadline: Deadline;
  readonly budget: ByteBudget;
  readonly options: SqlApiOptions;
}

export function createSqlApi(options: SqlApiOptions): StatementRunner {
  const { clock, origin, deadlineMs = defaults.deadlineMs, maxBytes = defaults.maxBytes } = options;
  return {
    async run(sql, signal) {
      const deadline = startDeadline(clock, deadlineMs, signal);
      const talk: Talk = { deadline, budget: { leftBytes: maxBytes, maxBytes }, options };
      const body = JSON.stringify({
        statement: sql,
        timeout: Math.ceil(deadlineMs / 1000),
        ...(options.role !== undefined && { role: options.role }),
      });
      // One id for one statement, however often it is sent.
      const url = `${origin}/api/v2/statements?requestId=${randomUUID()}`;
      const first = await untilAnswered(
        { method: 'POST', url, body, wants: 'result' },
        talk.budget,
        deadline,
        options,
      );
      const outcome = await finish(talk, first);
      deadline.end();
      return outcome;
    },
  };
}

async function finish(talk: Talk, first: FinalAnswer): Promise<StatementOutcome> {
  const answer = first.kind === 'pending' ? await poll(talk, first) : first;
  switch (answer.kind) {
    case 'result':
      return wholeResult(talk, answer);
    case 'sql-error':
    case 'failed':
      return answer;
    case 'pending':
    case 'partition':
      return failed('malformed', 'an answer to another question');
  }
}

/** Looks until the statement has ended. When it is given up, Snowflake is told to cancel it. */
async function poll(talk: Talk, { handle }: Pending): Promise<FinalAnswer> {
  const { deadline, options } = talk;
  const url = statementUrl(options, handle);
  for (let look = 1; ; look++) {
    await pause(options.clock, pollMs(look, options.random), deadline.signal);
    const answer = deadline.signal.aborted
      ? stopped(deadline, { reason: 'timeout', why: 'the statement still runs' })
      : await untilAnswered({ method: 'GET', url, wants: 'result' }, talk.budget, deadline, options);
    if (deadline.signal.aborted) await cancel(talk, handle);
    if (answer.kind !== 'pending') return answer;
  }
}

/** A list that lacks a partition would remove targets, so its rows must be as many as it says. */
async function wholeResult(talk: Talk, result: Result): Promise<StatementOutcome> {
  const { handle, columns, rowCount, partitionCount } = result;
  const rows = [...result.rows];
  for (let partition = 1; partition < partitionCount; partition++) {
    const url = `${statementUrl(talk.options, handle)}?partition=${partition}`;
    const answer = await untilAnswered(
      { method: 'GET', url, wants: 'partition' },
      talk.budget,
      talk.deadline,
      talk.options,
    );
    if (answer.kind === 'failed' || answer.kind === 'sql-error') return answer;
    if (answer.kind !== 'partition') return failed('malformed', 'an answer to another question');
    for (const row of answer.rows) rows.push(row);
  }
  if (rows.length === rowCount) return { kind: 'rows', columns, rows };
  return failed('malformed', `the answer says ${rowCount} rows and has ${rows.length}`);
}

/** Best effort: a statement that nobody cancels ends at its own timeout. */
async function cancel({ options, budget }: Talk, handle: string): Promise<void> {
  const deadline = startDeadline(options.clock, cancelMs, new AbortController().signal);
  const url = `${statementUrl(options, handle)}/cancel?requestId=${randomUUID()}`;
  await untilAnswered({ method: 'POST', url, wants: 'result' }, budget, deadline, options);
  deadline.end();
}

function statementUrl({ origin }: SqlApiOptions, handle: string): string {
  return `${origin}/api/v2/statements/${encodeURIComponent(handle)}`;
}
