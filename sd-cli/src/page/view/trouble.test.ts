/** What is wrong with a pool, and in which order it is told. */
import type { PoolStatus } from '@spcs-sd/core';
import { expect, test } from 'vitest';
import { poolStatus } from '../testing/statuses.ts';
import { foundNodes, missingNodes, troublesOf } from './trouble.ts';

const failure = { why: 'timeout', forMs: 1 } as const;
const refused = [{ target: '169.254.169.254:9001', why: 'address' }] as const;

test.each<readonly [string, Partial<PoolStatus>, readonly string[]]>([
  ['nothing', { targets: 3, metadata: { activeNodes: 3 } }, []],
  ['nothing, where nothing is expected', { targets: 0, metadata: { activeNodes: 0 } }, []],
  ['nothing, where more is found than expected', { targets: 3, metadata: { activeNodes: 2 } }, []],
  ['nothing known of expected nodes', { targets: 0 }, []],
  ['a lookup that failed', { failure }, ['failing']],
  ['a lookup that never worked', { failure, answer: null }, ['unanswered']],
  ['no lookup yet', { answer: null, metadata: { activeNodes: 3 } }, ['waiting']],
  ['fewer nodes than expected', { targets: 2, metadata: { activeNodes: 3 } }, ['missing']],
  ['a held removal', { targets: 3, held: 1, metadata: { activeNodes: 2 } }, ['held']],
  [
    'a held removal of a node that is expected',
    { targets: 3, held: 1, metadata: { activeNodes: 3 } },
    ['missing', 'held'],
  ],
  [
    'a pool that the list lacks',
    { listed: false, targets: 3, held: 3, metadata: { activeNodes: 3 } },
    ['unlisted', 'held'],
  ],
  ['a refused address', { refused }, ['refused']],
  [
    'all at once',
    { listed: false, failure, refused, targets: 1, held: 1 },
    ['failing', 'unlisted', 'held', 'refused'],
  ],
])('%s', (_, facts, expected) => {
  expect(troublesOf(poolStatus('p', facts), false)).toEqual(expected);
});

test('a conflict is told after what the pool has itself, and before what is refused', () => {
  expect(troublesOf(poolStatus('p', { refused, held: 1, targets: 1 }), true)).toEqual([
    'held',
    'conflict',
    'refused',
  ]);
});

test('found are the nodes that the latest answer names', () => {
  const pool = poolStatus('p', { targets: 5, held: 2, metadata: { activeNodes: 4 } });
  expect([foundNodes(pool), missingNodes(pool)]).toEqual([3, 1]);
});
