/** The first words of the page, of each kind of status: what is said, and how grave it looks. */
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import { expect, test } from 'vitest';
import { statusReport } from '../status-report.ts';
import { expired, poolStatus, starting, statusOf, troubled } from '../testing/statuses.ts';
import { startQuery } from './query.ts';
import { rowsOf } from './rows.ts';
import { totalsOf } from './totals.ts';
import type { Tree } from './tree.ts';
import { verdictSection } from './verdict.ts';

/** The headline with its tone, what it rests on, and notices with theirs. */
function said(status: DiscoveryStatus, elapsedMs = 0): readonly string[] {
  const report = statusReport(status, { version: '1', at: new Date(0) });
  const place = { base: 'http://x/', user: null, servesTargets: true };
  const section = verdictSection({
    report,
    totals: totalsOf(report),
    rows: rowsOf(report.pools, startQuery),
    query: startQuery,
    elapsedMs,
    members: new Map(),
    place,
    live: null,
  });
  return section.children.map(toneAndText);
}

function toneAndText(tree: Tree): string {
  const tone = typeof tree === 'string' ? undefined : tree.attributes['data-tone'];
  return tone === undefined ? textOf(tree) : `${tone}: ${textOf(tree)}`;
}

function textOf(tree: Tree): string {
  if (typeof tree === 'string') return tree;
  return tree.children.map(textOf).join(tree.tag === 'ul' ? ', ' : '');
}

const well = poolStatus('web', { targets: 3 });
const silent = poolStatus('web', { answer: null, failure: { why: 'timeout', forMs: 1 } });
const failure = { why: 'the account \u202eis gone', reason: 'timeout', forMs: 180_000 } as const;
const age = 'confirmed 1s ago, pool list read 21s ago';

test.each<readonly [string, DiscoveryStatus, readonly string[]]>([
  [
    'starting',
    starting,
    [
      'wait: Starting: no targets are given yet',
      'nothing confirmed yet, no pool list yet',
      'wait: The pool list has not been read yet.',
    ],
  ],
  [
    'without a list',
    { ...starting, list: { ...starting.list, failure } },
    [
      'bad: No targets: the pool list cannot be read',
      'nothing confirmed yet, no pool list yet',
      String.raw`bad: The pool list has not been read for 3m: the account \u202eis gone.`,
    ],
  ],
  [
    'without answers',
    statusOf([silent], {
      snapshot: { ...starting.snapshot, listUnknown: false, unknownPools: ['web'] } as never,
    }),
    [
      'bad: No targets yet: no answer of 1 pool',
      `1 pool to look at, ${age}`,
      'wait: No answer so far of 1 pool.',
    ],
  ],
  ['well', statusOf([well]), ['ok: 3 targets of 1 pool', `${age}, every pool has answered`]],
  [
    'with a first answer on its way',
    statusOf([well, poolStatus('new', { answer: null })]),
    [
      'wait: 3 targets of 2 pools',
      `1 pool to look at, ${age}, incomplete`,
      'warn: No answer so far of 1 pool, whose targets are not in the list.',
    ],
  ],
  [
    'with a list that cannot be read any more',
    statusOf([well], { list: { origin: 'service', ageMs: 240_000, failure, skipped: [] } }),
    [
      'bad: 3 targets of 1 pool',
      'confirmed 1s ago, pool list read 4m ago, every pool has answered',
      String.raw`bad: The pool list has not been read for 3m: the account \u202eis gone. The list from 4m ago stays.`,
    ],
  ],
  [
    'with a large removal',
    statusOf([{ ...well, held: 2 }], { collapsing: true }),
    [
      'warn: 3 targets of 1 pool',
      `1 pool to look at, ${age}, every pool has answered`,
      'warn: More than half of the targets would go: their removal waits longer.',
    ],
  ],
  [
    'expired',
    expired,
    [
      'bad: No targets are given: nothing has been confirmed for too long',
      '1 pool to look at, confirmed 1h 6m ago, pool list read 21s ago',
      'bad: Scrapers get 503 and keep the list they have.',
    ],
  ],
])('%s', (_, status, expected) => {
  expect(said(status)).toEqual(expected);
});

test('ages go on while the report stays the same, and skipped entries are told', () => {
  expect(said(troubled, 60_000)[1]).toBe(
    '8 pools to look at, confirmed 1m 1s ago, pool list read 1m 21s ago, 1 entry skipped, incomplete',
  );
});
