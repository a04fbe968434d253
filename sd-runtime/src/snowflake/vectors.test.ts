/** The contract's vectors of lists that a Snowflake account gives, run against this source. */
import { readFileSync, readdirSync } from 'node:fs';
import type { SnowflakeListCase, VectorFile } from '@spcs-sd/spec';
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createSourceOn } from './snowflake-source.ts';
import { failed, type StatementOutcome } from './statement.ts';

type Refresh = SnowflakeListCase['refreshes'][number];
type Answer = Refresh['endpoints'];

const folder = new URL('../../../spec/vectors/', import.meta.url);
const options = {
  account: 'A',
  host: 'h.example',
  authenticator: { kind: 'token', tokenPath: 'none' },
} as const;
const { signal } = new AbortController();

function outcomeOf(statement: string, answer: Answer): StatementOutcome {
  if (answer === undefined) throw new Error(`${statement} was asked`);
  if ('failed' in answer) return failed('unreachable', answer.failed);
  if ('code' in answer) return { kind: 'sql-error', ...answer };
  const columns = answer.columns.map((column) => column.toLowerCase());
  return { kind: 'rows', columns, rows: answer.rows };
}

function answerTo(statement: string, { endpoints, pools, currentRole }: Refresh): StatementOutcome {
  if (statement.startsWith('CALL')) return outcomeOf(statement, endpoints);
  return outcomeOf(statement, statement.startsWith('SHOW') ? pools : currentRole);
}

async function run({ options: given, refreshes }: SnowflakeListCase): Promise<void> {
  const clock = createFakeClock(0);
  let current: Refresh | undefined;
  const source = createSourceOn({ ...options, ...given, clock }, () => ({
    run: (sql) => Promise.resolve(answerTo(sql, current ?? { expect: { unknown: [] } })),
  }));
  for (const refresh of refreshes) {
    current = refresh;
    await clock.advance((refresh.atMs ?? clock.nowMs()) - clock.nowMs());
    const list = await source.list(signal);
    const { expect: wanted } = refresh;
    if ('known' in wanted) {
      const pools = list.kind === 'known' ? list.pools : list;
      expect(pools).toHaveLength(wanted.known.length);
      expect(pools).toEqual(expect.arrayContaining([...wanted.known]));
    } else {
      const why = list.kind === 'unknown' ? list.why : 'known';
      for (const text of wanted.unknown) expect(why).toContain(text);
    }
  }
}

for (const name of readdirSync(folder)) {
  const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as VectorFile;
  const cases = file.cases.filter((vector) => vector.kind === 'snowflake-list');
  if (cases.length === 0) continue;
  describe(name, () => {
    for (const vector of cases) test(`${vector.rules.join(' ')}: ${vector.name}`, () => run(vector));
  });
}
