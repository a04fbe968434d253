/** Search, filter, order and pages. */
import { expect, test } from 'vitest';
import { manyPools, troubled } from '../testing/statuses.ts';
import { statusReport } from '../status-report.ts';
import { startQuery, type Query } from './query.ts';
import { pageSize, rowsOf } from './rows.ts';

const context = { version: '1', at: new Date(0) };
const { pools } = statusReport(troubled, context);

function names(asked: Partial<Query>): readonly string[] {
  return rowsOf(pools, { ...startQuery, ...asked }).shown.map(({ pool }) => pool);
}

test('trouble comes first, by gravity and then by name; what is well follows', () => {
  expect(names({})).toEqual([
    'inference',
    'etl_hourly',
    'ingest',
    'retired',
    'web',
    'web_canary',
    'analytics_us',
    'newcomer',
    'analytics_eu',
    'batch',
    'etl_nightly',
    'legacy',
    'training',
  ]);
});

test.each<readonly [Partial<Query>, readonly string[]]>([
  [{ search: 'ETL' }, ['etl_hourly', 'etl_nightly']],
  [{ search: ' etl  nightly ' }, ['etl_nightly']],
  [{ search: 'monitor.legacy.cp' }, ['legacy']],
  [{ search: 'ml_role' }, []],
  [{ search: 'gpu sysadmin' }, ['inference', 'legacy', 'training']],
  [{ search: 'suspended' }, ['etl_nightly']],
  [{ search: '127.0.0.1:53' }, ['inference']],
  [{ show: 'missing' }, ['etl_hourly', 'ingest']],
  [{ show: 'conflict', search: 'canary' }, ['web_canary']],
  [
    { show: 'any', sort: 'pool', reversed: true, search: 'e' },
    ['web_canary', 'web', 'retired', 'newcomer', 'ingest', 'inference', 'etl_hourly', 'analytics_us'],
  ],
])('%j', (asked, expected) => {
  expect(names(asked)).toEqual(expected);
});

test.each<readonly [Query['sort'], string, string]>([
  ['pool', 'analytics_eu', 'web_canary'],
  ['nodes', 'batch', 'retired'],
  ['age', 'newcomer', 'web_canary'],
  ['state', 'analytics_eu', 'etl_nightly'],
  ['error', 'inference', 'web_canary'],
])('by %s: %s first, %s last; reversed the other way round', (sort, first, last) => {
  expect([names({ sort })[0], names({ sort }).at(-1)]).toEqual([first, last]);
  expect(names({ sort, reversed: true })[0]).not.toBe(first);
});

test('pages are disjoint and complete, and one past the end is the last', () => {
  const many = statusReport(manyPools(250), context).pools;
  const pages = [1, 2, 3].map((page) => rowsOf(many, { ...startQuery, page }));
  expect(pages.map(({ shown, page, matched }) => [shown.length, page, matched])).toEqual([
    [pageSize, 1, 250],
    [pageSize, 2, 250],
    [50, 3, 250],
  ]);
  expect(new Set(pages.flatMap(({ shown }) => shown.map(({ pool }) => pool))).size).toBe(250);
  expect(rowsOf(many, { ...startQuery, page: 99 })).toEqual(pages[2]);
  expect(rowsOf([], startQuery)).toEqual({ shown: [], matched: 0, page: 1, pages: 1 });
});
