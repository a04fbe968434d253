/** Rule 4: what may go, and when. Stories (see testing/story.ts); waits: 60 s, collapse 900 s, max_age 3600 s, grace 120 s. */
import { describe, expect, test } from 'vitest';
import { tell, type Stories } from './testing/story.ts';

const stories: Stories = {
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
};

for (const [chapter, tales] of Object.entries(stories)) {
  describe(chapter, () => {
    test.each(Object.entries(tales))('%s', (_, lines) => {
      expect(tell(lines).seen).toEqual(lines);
    });
  });
}
