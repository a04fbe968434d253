/**
 * SHOW COMPUTE POOLS to its end: one statement for up to 10,000 pools, further pages beyond.
 *
 * Source: Snowflake's SHOW COMPUTE POOLS (10,000 rows at most, in order of names, FROM excludes).
 */
import { cellReader, failed, type Rows, type StatementOutcome } from './statement.ts';

const pageRows = 10_000;
/** A million pools: past that it is a loop. */
const maxPages = 100;

/** `run` runs one statement. A page without an end of its own never becomes a short list. */
export async function showPools(run: (sql: string) => Promise<StatementOutcome>): Promise<StatementOutcome> {
  const first = await run('SHOW COMPUTE POOLS');
  if (first.kind !== 'rows' || first.rows.length < pageRows) return first;
  const rows = [...first.rows];
  let page: Rows = first;
  for (let pages = 1; page.rows.length >= pageRows; pages++) {
    const last = lastName(page);
    if (last === undefined || pages === maxPages)
      return failed('malformed', `after ${rows.length} pools the list has no end that can be found`);
    const next = await run(`SHOW COMPUTE POOLS LIMIT ${pageRows} FROM ${sqlText(last)}`);
    if (next.kind !== 'rows') return next;
    if (next.columns.join('\n') !== first.columns.join('\n'))
      return failed('malformed', 'the columns changed from page to page');
    if (next.rows.length > 0 && lastName(next) === last)
      return failed('malformed', `the page after ${JSON.stringify(last)} ends with it again`);
    for (const row of next.rows) rows.push(row);
    page = next;
  }
  return { kind: 'rows', columns: first.columns, rows };
}

function lastName({ columns, rows }: Rows): string | undefined {
  const row = rows.at(-1);
  return row === undefined ? undefined : (cellReader(columns)(row, 'name') ?? undefined);
}

/** A text literal: quotes are doubled, backslashes escape. */
export function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
