/** What is told of each kind of status. */
import { expect, test } from 'vitest';
import { expired, poolStatus, starting, statusOf, troubled } from './testing/statuses.ts';
import { memberReport, statusReport } from './status-report.ts';

const context = { version: '1.2.3', at: new Date(0) };

test('without anything heard it says what it waits for', () => {
  expect(statusReport(starting, context)).toEqual({
    version: '1.2.3',
    at: '1970-01-01T00:00:00.000Z',
    snapshot: { kind: 'waiting', listUnknown: true, unknownPools: [], emptyUnconfirmed: false },
    confirmedAgeMs: null,
    collapsing: false,
    list: { origin: null, ageMs: null, failure: null, skipped: [] },
    pending: [],
    conflicts: {},
    pools: [],
  });
});

test('an expired list says so, and for how long nothing was confirmed', () => {
  expect(statusReport(expired, context)).toMatchObject({
    snapshot: { kind: 'expired' },
    confirmedAgeMs: 4_000_000,
    pools: [{ pool: 'web', troubles: ['failing'] }],
  });
});

test('times are whole milliseconds, everywhere', () => {
  const pool = poolStatus('p', {
    answer: { kind: 'records', ageMs: 1.5, recordType: 'SRV', transport: 'udp' },
    failure: { why: 'timeout', detail: 'd', forMs: 2.4 },
  });
  const status = statusOf([pool], {
    confirmedAgeMs: 3.3,
    list: { ...troubled.list, ageMs: 4.4, failure: { why: 'w', reason: 'timeout', forMs: 5.5 } },
  });
  const report = statusReport(status, context);
  expect(report).toMatchObject({ confirmedAgeMs: 3, list: { ageMs: 4, failure: { why: 'w', forMs: 6 } } });
  expect(report.pools).toMatchObject([
    { answer: { ageMs: 2 }, failure: { why: 'timeout', detail: 'd', forMs: 2 } },
  ]);
  const member = { address: 'a:1', node: 'n', heldForMs: 7.6, owner: 'p' };
  expect(memberReport(member)).toEqual({ ...member, heldForMs: 8 });
});

test('both sides of a conflict have it', () => {
  const { pools, conflicts } = statusReport(troubled, context);
  expect(conflicts).toEqual({ '127.64.0.9:9001': ['web', 'web_canary'] });
  expect(pools.flatMap(({ pool, troubles }) => (troubles.includes('conflict') ? [pool] : []))).toEqual([
    'web',
    'web_canary',
  ]);
});
