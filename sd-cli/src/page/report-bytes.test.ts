/** A large report is made in parts, and is the same. */
import { expect, test } from 'vitest';
import { reportBytes } from './report-bytes.ts';
import { poolReporter, reportHead, statusReport } from './status-report.ts';
import { empty, manyPools } from './testing/statuses.ts';

const context = { version: '1', at: new Date(0) };

test.each([
  ['no pool', empty],
  ['more pools than a part has', manyPools(1200)],
])('of %s it is the whole report', async (_, status) => {
  const bytes = await reportBytes(reportHead(status, context), status.pools, poolReporter(status));
  expect(JSON.parse(Buffer.from(bytes).toString())).toEqual(statusReport(status, context));
});

test('others have their turn between the parts', async () => {
  const status = manyPools(2000);
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await reportBytes(reportHead(status, context), status.pools, poolReporter(status));
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(4);
});
