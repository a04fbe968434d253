/** Rule 5: one owner. Stories (see testing/story.ts); waits: 60 s, collapse 900 s, max_age 3600 s, grace 120 s. */
import { describe, expect, test } from 'vitest';
import { tell, type Stories } from './testing/story.ts';

const stories: Stories = {
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
