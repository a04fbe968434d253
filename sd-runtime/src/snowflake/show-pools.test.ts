import { expect, it, test } from 'vitest';
import { showPools, sqlText } from './show-pools.ts';
import type { StatementOutcome } from './statement.ts';

const page = (from: number, count: number, columns = ['name']): StatementOutcome => ({
  kind: 'rows',
  columns,
  rows: Array.from({ length: count }, (_, index) => [`P${String(from + index).padStart(6, '0')}`]),
});

/** Answers each statement with the next page. */
const script = (
  ...pages: readonly StatementOutcome[]
): { run: (sql: string) => Promise<StatementOutcome>; asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    run: (sql) => {
      asked.push(sql);
      return Promise.resolve(pages[asked.length - 1] ?? page(0, 0));
    },
  };
};

test.each([
  [9999, 1],
  [10_000, 2],
  [10_001, 2],
  [25_000, 3],
])('%i pools take %i statements', async (count, statements) => {
  const pages = [0, 10_000, 20_000].map((from) => page(from, Math.max(0, Math.min(10_000, count - from))));
  const { run, asked } = script(...pages);
  const shown = await showPools(run);
  expect(shown.kind === 'rows' && shown.rows.length).toBe(count);
  expect(asked).toHaveLength(statements);
});

it('a page that fails fails the list', async () => {
  const failure: StatementOutcome = { kind: 'failed', reason: 'timeout', why: 'no answer in time' };
  expect(await showPools(script(page(0, 10_000), failure).run)).toBe(failure);
});

it('a page that does not go on is no list', async () => {
  const same = page(0, 10_000);
  expect(await showPools(script(same, same).run)).toMatchObject({ kind: 'failed', reason: 'malformed' });
  expect(await showPools(() => Promise.resolve(page(0, 10_000)))).toMatchObject({ kind: 'failed' });
});

it('pages of different form are no list', async () => {
  const { run } = script(page(0, 10_000), page(10_000, 5, ['other']));
  expect(await showPools(run)).toMatchObject({
    kind: 'failed',
    why: 'the columns changed from page to page',
  });
});

test.each([
  ['a', "'a'"],
  ["o'clock", "'o''clock'"],
  ['a\\', String.raw`'a\\'`],
  [String.raw`\' OR 1`, String.raw`'\\'' OR 1'`],
])('%s is written %s', (text, literal) => {
  expect(sqlText(text)).toBe(literal);
});
