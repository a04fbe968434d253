/** Rules 2 and 3: no lie at the start; last good, with its age. Stories (see testing/story.ts); waits: 60 s, collapse 900 s, max_age 3600 s, grace 120 s. */
import { describe, expect, test } from 'vitest';
import { tell, type Stories } from './testing/story.ts';

const stories: Stories = {
  'at the start': {
    'nothing is published before a list and every answer are known': [
      '0 now: => waiting',
      '0 list: a b => waiting',
      '1 a: 1 2 => waiting',
      '2 b: timeout => waiting',
      '3 b: 3 => 1 2 | 3',
    ],
    'a pool without records has answered': ['0 list: a b', '1 a: 1 => waiting', '2 b: nxdomain => 1'],
    'a pool that leaves the list unanswered holds nothing up': [
      '0 list: a b',
      '1 a: 1 => waiting',
      '10 list: a => 1',
    ],
    'after the grace half of the pools may be unknown': [
      '0 list: a b',
      '1 a: 1',
      '119 b: timeout => waiting',
      '120 b: timeout => incomplete 1',
      '130 b: 2 => 1 | 2',
    ],
    'but not more than half': ['0 list: a b c', '1 a: 1', '500 b: timeout => waiting'],
    'and never while no pool has given records': [
      '0 list: a b',
      '1 a: nxdomain',
      '500 b: timeout => waiting',
    ],
    'an empty list waits as a collapse does': [
      '0 list: => waiting',
      '899 list: => waiting',
      '900 list: => none',
    ],
    'also one that is late': ['1000 list: => waiting', '1899 list: => waiting', '1900 list: => none'],
    'a pool that leaves the list does not count towards the half': [
      '0 list: a b c d',
      '1 a: 1',
      '1 d: 4',
      '2 list: a b c',
      '200 now: => waiting',
    ],
    'a list that turns out not to be empty never was published as such': [
      '0 list: => waiting',
      '60 list: a => waiting',
      '61 a: 1 => 1',
    ],
    'who comes back first after a result of nothing does not begin without the others': [
      '0 list: a b c',
      '0 a: nxdomain',
      '0 b: nxdomain',
      '0 c: nxdomain => waiting',
      '30 a: 1 => waiting',
      '31 b: nxdomain => waiting',
      '32 b: 2 => waiting',
      '89 c: nxdomain => waiting',
      '90 c: nxdomain => 1 | 2',
    ],
    'and begins at once with them': [
      '0 list: a b',
      '0 a: nxdomain',
      '0 b: nxdomain => waiting',
      '30 a: 1 => waiting',
      '31 b: 2 => 1 | 2',
    ],
    'nor waits for what the list explains, or names later': [
      '0 list: a b=SUSPENDED',
      '0 a: nxdomain',
      '0 b: nxdomain => waiting',
      '60 b: nxdomain => waiting',
      '61 list: a b=SUSPENDED c',
      '63 a: 1 => waiting',
      '64 c: nxdomain => 1',
    ],
    'nor for what answers in the same moment in which the result of nothing ended': [
      '0 list: a b=SUSPENDED',
      '0 a: nxdomain',
      '0 b: nxdomain => waiting',
      '60 b: nxdomain => waiting',
      '61 list: a b=SUSPENDED c',
      '61 a: 1 => waiting',
      '61 c: nxdomain => 1',
    ],
    'pools without records wait as a collapse does': [
      '0 list: a b',
      '0 a: nxdomain',
      '0 b: nodata => waiting',
      '899 a: nxdomain',
      '900 b: nodata => waiting',
      '901 a: nxdomain => none',
    ],
    'also when doubtful, or repeated from a cache': [
      '0 list: a=SUSPENDED b=0',
      '1 a: doubtful nxdomain',
      '1 b: nxdomain ttl 100',
      '61 a: doubtful nxdomain',
      '61 b: nxdomain ttl 100 => waiting',
      '201 b: nxdomain ttl 100 => waiting',
      '901 a: doubtful nxdomain => none',
    ],
    'a list of which nothing can be used is no list': [
      '0 operator: a$ b$ => waiting',
      '900 operator: a$ b$ => waiting',
    ],
    'unless the list explains each': [
      '0 list: a=SUSPENDED b=0',
      '1 a: nxdomain',
      '2 b: nodata => waiting',
      '61 a: nxdomain => waiting',
      '62 b: nodata => none',
    ],
  },
  'last good, with its age': {
    'is served until nothing was confirmed for max_age': [
      '0 list: a',
      '0 a: 1',
      '3599 a: timeout => 1',
      '3600 a: timeout => expired',
      '3601 list: a => 1',
    ],
    'answers over UDP show that somebody is there': [
      '0 operator: a',
      '0 a: udp 1 2',
      '3000 a: udp 1 => 1 2',
      '3600 a: timeout => 1 2',
      '6600 a: timeout => expired',
    ],
    'a list that a person wrote confirms nothing': [
      '0 operator: a',
      '0 a: 1',
      '3600 operator: a => expired',
      '3610 a: 1 => 1',
    ],
  },
};

for (const [chapter, tales] of Object.entries(stories)) {
  describe(chapter, () => {
    test.each(Object.entries(tales))('%s', (_, lines) => {
      expect(tell(lines).seen).toEqual(lines);
    });
  });
}

describe('settings', () => {
  test('a wait of 0 removes on a single answer', () => {
    const lines = ['0 list: a', '0 a: 1 2 3', '10 a: 1 => 1', '20 a: nxdomain ttl 100 => none'];
    expect(tell(lines, { confirmForMs: 0, confirmCollapseMs: 0 }).seen).toEqual(lines);
  });

  test('drop_expired_pools drops them one by one, and says expired rather than none', () => {
    const lines = [
      '0 list: a b',
      '0 a: 1',
      '10 b: 2 => 1 | 2',
      '3599 list: a b => 1 | 2',
      '3600 now: => 2',
      '3605 a: timeout => 2',
      '3609 a: 1 => 1 | 2',
      '3610 now: => 1',
      '7210 list: a b => expired',
      '7220 b: 2 => 2',
    ];
    expect(tell(lines, { dropExpiredPools: true }).seen).toEqual(lines);
  });

  test('a dropped pool is not a pool without records: nothing is published at the start', () => {
    const lines = [
      '0 list: a b c',
      '1000 a: 1 => waiting',
      '4600 b: nxdomain',
      '4600 c: nxdomain => waiting',
      '5500 b: nxdomain',
      '5500 c: nxdomain => waiting',
    ];
    expect(tell(lines, { dropExpiredPools: true }).seen).toEqual(lines);
  });

  test('what a dropped pool holds does not count towards a collapse of the others', () => {
    const lines = [
      '0 list: a b',
      '0 a: 1 2 3',
      '0 b: 4 5 6 7',
      '10 a: 1',
      '3605 b: 4 5 6 7',
      '3610 b: 4 5 => 4 5 6 7',
      '3670 b: 4 5 => 4 5',
    ];
    expect(tell(lines, { dropExpiredPools: true }).seen).toEqual(lines);
  });

  test('a pool over its limit keeps its last answer and disturbs no other', () => {
    const lines = [
      '0 list: a b',
      '0 a: 1 2',
      '0 b: 3 => 1 2 | 3',
      '10 a: 1 2 4 => 1 2 | 3',
      '20 b: 5 => 1 2 | 3 5',
    ];
    const limits = { maxPools: 3, maxTargetsPerPool: 2, maxTargets: 100, allowCidrs: [], allowPorts: [] };
    expect(tell(lines, { limits }).seen).toEqual(lines);
  });

  test('an answer that adds nothing is never over a limit, so that a fleet can shrink', () => {
    const limits = { maxPools: 3, maxTargetsPerPool: 2, maxTargets: 4, allowCidrs: [], allowPorts: [] };
    const lines = [
      '0 list: a b',
      '0 a: 1 2',
      '0 b: 3 4 => 1 2 | 3 4',
      '10 a: 5 6 => 1 2 5 6 | 3 4',
      '20 b: 3 4 => 1 2 5 6 | 3 4',
      '21 b: 3 7 => 1 2 5 6 | 3 4',
      '70 a: 5 6 => 5 6 | 3 4',
      '71 b: 3 7 => 5 6 | 3 4 7',
    ];
    const { seen, events } = tell(lines, { limits });
    expect(seen).toEqual(lines);
    expect(events.filter(({ kind }) => kind === 'pool-failed')).toHaveLength(1);
  });

  test('answers over UDP cannot add past a limit', () => {
    const limits = { maxPools: 3, maxTargetsPerPool: 3, maxTargets: 100, allowCidrs: [], allowPorts: [] };
    const lines = ['0 list: a', '0 a: 1 2 => 1 2', '10 a: udp 3 => 1 2 3', '20 a: udp 4 => 1 2 3'];
    expect(tell(lines, { limits }).seen).toEqual(lines);
  });

  test('a list over its limit counts as unread', () => {
    const lines = [
      '0 list: a b',
      '0 a: 1',
      '0 b: 2 => 1 | 2',
      '10 list: a c d => 1 | 2',
      '900 list: a c d => 1 | 2',
    ];
    const limits = { maxPools: 2, maxTargetsPerPool: 2, maxTargets: 100, allowCidrs: [], allowPorts: [] };
    const { seen, events } = tell(lines, { limits });
    expect(seen).toEqual(lines);
    expect(events.filter(({ kind }) => kind === 'list-failed')).toEqual([
      { kind: 'list-failed', why: 'the list names 3 pools, limits.max_pools allows 2', reason: 'limit' },
    ]);
  });
});
