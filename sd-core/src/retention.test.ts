/** Rules 2 to 5 as stories (see testing/story.ts). Waits: 60 s, collapse 900 s, max_age 3600 s, grace 120 s. */
import { describe, expect, test } from 'vitest';
import { tell } from './testing/story.ts';

const stories: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'at the start': {
    'nothing is published before a list and every answer are known': [
      '0 now: => waiting',
      '0 list: a b => waiting',
      '1 a: 1 2 => waiting',
      '2 b: timeout => waiting',
      '3 b: 3 => 1 2 | 3',
    ],
    'a pool without records has answered': ['0 list: a b', '1 a: 1 => waiting', '2 b: nxdomain => 1'],
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
    'a list that turns out not to be empty never was published as such': [
      '0 list: => waiting',
      '60 list: a => waiting',
      '61 a: 1 => 1',
    ],
    'pools without records wait as a collapse does': [
      '0 list: a b',
      '0 a: nxdomain',
      '0 b: nodata => waiting',
      '899 a: nxdomain',
      '900 b: nodata => waiting',
      '901 a: nxdomain => none',
    ],
    'unless the list explains each': [
      '0 list: a=SUSPENDED b=0',
      '1 a: nxdomain',
      '2 b: nodata => waiting',
      '61 a: nxdomain => waiting',
      '62 b: nodata => none',
    ],
  },
  'removals of targets': {
    'need two answers that lack it, confirm_for apart': [
      '0 list: a',
      '0 a: 1 2 3 => 1 2 3',
      '10 a: 1 2 => 1 2 3',
      '69 a: 1 2 => 1 2 3',
      '70 a: 1 2 => 1 2',
    ],
    'time without an answer is no evidence': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 a: 1 2 => 1 2 3',
      '500 now: => 1 2 3',
      '501 a: timeout => 1 2 3',
      '502 a: 1 2 => 1 2',
    ],
    'an answer that contains it starts the wait anew': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 a: 1 2',
      '40 a: 1 2 3',
      '50 a: 1 2',
      '100 a: 1 2 => 1 2 3',
      '110 a: 1 2 => 1 2',
    ],
    'an unknown neither confirms nor resets': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 a: 1 2',
      '70 a: timeout => 1 2 3',
      '71 a: 1 2 => 1 2',
    ],
    'additions need no wait, also while removals do': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 a: 1 2 4 => 1 2 3 4',
      '70 a: 1 2 4 => 1 2 4',
    ],
    'an answer over UDP only adds': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 a: udp 1 2 4 => 1 2 3 4',
      '500 a: udp 1 => 1 2 3 4',
      '900 a: udp nxdomain => 1 2 3 4',
      '910 a: 1 2 3 => 1 2 3 4',
      '970 a: 1 2 3 => 1 2 3',
    ],
    'wait twice the negative TTL, which a cache repeats': [
      '0 list: a b',
      '0 a: 1 2 3 4 5',
      '0 b: 6',
      '10 b: nxdomain ttl 100',
      '70 b: nxdomain ttl 100 => 1 2 3 4 5 | 6',
      '209 b: nxdomain ttl 100 => 1 2 3 4 5 | 6',
      '210 b: nxdomain ttl 100 => 1 2 3 4 5',
    ],
  },
  'a collapse': {
    'of more than half waits confirm_collapse': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 a: 1 => 1 2 3',
      '70 a: 1 => 1 2 3',
      '909 a: 1 => 1 2 3',
      '910 a: 1 => 1',
    ],
    'exactly half is none': ['0 list: a', '0 a: 1 2', '10 a: 1', '70 a: 1 => 1'],
    'over several pools counts together': [
      '0 list: a b c',
      '0 a: 1',
      '0 b: 2',
      '0 c: 3',
      '10 a: nxdomain',
      '10 b: nxdomain',
      '70 a: nxdomain',
      '70 b: nxdomain => 1 | 2 | 3',
      '80 b: 2 => 2 | 3',
    ],
    'that the list explains is none': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 list: a=SUSPENDED',
      '10 a: nxdomain',
      '70 list: a=SUSPENDED => 1 2 3',
      '70 a: nxdomain => none',
    ],
    'also by STOPPING, or no active nodes': [
      '0 list: a b',
      '0 a: 1',
      '0 b: 2',
      '10 list: a=stopping b=0',
      '10 a: nodata',
      '10 b: nodata',
      '70 a: nodata',
      '70 b: nodata => none',
    ],
    'an old explanation explains nothing': [
      '0 list: a=SUSPENDED',
      '0 a: 1 2 3',
      '5 list: failed',
      '10 a: nxdomain',
      '70 a: nxdomain => 1 2 3',
    ],
    'metadata of an older list explains nothing': [
      '0 list: a=SUSPENDED',
      '0 a: 1 2 3',
      '5 list: a',
      '10 a: nxdomain',
      '70 a: nxdomain => 1 2 3',
    ],
  },
  'doubtful answers': {
    'count only towards confirm_collapse': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 a: doubtful 1 2',
      '70 a: doubtful 1 2 => 1 2 3',
      '909 a: doubtful 1 2 => 1 2 3',
      '910 a: doubtful 1 2 => 1 2',
    ],
    'and firm ones count from the first firm one': [
      '0 list: a',
      '0 a: 1 2 3',
      '10 a: doubtful 1 2',
      '70 a: 1 2 => 1 2 3',
      '129 a: 1 2 => 1 2 3',
      '130 a: 1 2 => 1 2',
    ],
  },
  'pools that leave the list': {
    'go with their targets after confirm_for of lists without them': [
      '0 list: a b',
      '0 a: 1 2',
      '0 b: 3',
      '10 list: a => 1 2 | 3',
      '69 list: a => 1 2 | 3',
      '70 list: a => 1 2',
    ],
    'stay when they come back': [
      '0 list: a b',
      '0 a: 1 2',
      '0 b: 3',
      '10 list: a',
      '40 list: a b',
      '70 list: a => 1 2 | 3',
      '130 list: a => 1 2',
    ],
    'in a collapse wait confirm_collapse': [
      '0 list: a',
      '0 a: 1',
      '10 list:',
      '70 list: => 1',
      '910 list: => none',
    ],
    'that the DNS confirms, do not': [
      '0 list: a',
      '0 a: 1',
      '10 list:',
      '10 a: nxdomain',
      '70 list: => none',
    ],
    'in a collapse, what the DNS confirms goes first': [
      '0 list: a b c',
      '0 a: 1',
      '0 b: 2',
      '0 c: 3',
      '10 list:',
      '10 c: nxdomain',
      '70 list: => 1 | 2',
    ],
    'a failed list removes nothing': ['0 list: a', '0 a: 1', '10 list: failed', '1000 list: failed => 1'],
    'the operator’s edit applies at once': ['0 operator: a b', '0 a: 1', '0 b: 2', '10 operator: b => 2'],
    'except one that empties the list': [
      '0 operator: a',
      '0 a: 1',
      '10 operator: => 1',
      '70 operator: => 1',
      '910 operator: => none',
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
    'a list that a person wrote confirms nothing': [
      '0 operator: a',
      '0 a: 1',
      '3600 operator: a => expired',
      '3610 a: 1 => 1',
    ],
  },
  'an address that two pools claim': {
    'belongs to the first by name': [
      '0 list: a b',
      '0 b: 1 2',
      '0 a: 1 3 => 1 3 | 2',
      '10 a: 3 1 4 => 1 3 4 | 2',
    ],
    'a claim in a latest answer beats a held one': [
      '0 list: a b',
      '0 a: 1 2 3 4',
      '0 b: 5',
      '10 a: 2 3 4 => 1 2 3 4 | 5',
      '20 b: 1 5 => 2 3 4 | 1 5',
      '30 b: 5 => 1 2 3 4 | 5',
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
      { kind: 'list-failed', why: 'the list names 3 pools, limits.max_pools allows 2' },
    ]);
  });
});

test('each change is told once', () => {
  const { events } = tell([
    '0 list: a b',
    '0 a: 1 2 3',
    '0 b: timeout',
    '1 b: timeout',
    '2 b: 3',
    '10 a: 1',
    '20 a: 1',
    '30 list: failed',
    '40 list: failed',
    '50 list: a b',
    '60 a: 1 2 3',
  ]);
  expect(events.map((event) => JSON.stringify(event).replaceAll('"', ''))).toEqual([
    '{kind:pool-added,pool:a}',
    '{kind:pool-added,pool:b}',
    '{kind:targets-added,pool:a,targets:[192.0.2.1:9001,192.0.2.2:9001,192.0.2.3:9001]}',
    '{kind:pool-failed,pool:b,why:timeout}',
    '{kind:pool-recovered,pool:b}',
    '{kind:targets-added,pool:b,targets:[192.0.2.3:9001]}',
    '{kind:conflict,target:192.0.2.3:9001,pools:[a,b]}',
    '{kind:snapshot-first,complete:true,unknownPools:[]}',
    '{kind:removal-held,pool:a,targets:2}',
    '{kind:conflict-cleared,target:192.0.2.3:9001}',
    '{kind:list-failed,why:it failed}',
    '{kind:list-recovered}',
    '{kind:removal-cleared,pool:a}',
    '{kind:conflict,target:192.0.2.3:9001,pools:[a,b]}',
  ]);
});
