/** Rule 5: one owner. Stories (see testing/story.ts); waits: 60 s, collapse 900 s, max_age 3600 s, grace 120 s. */
import { describe, expect, test } from 'vitest';
import { defaultPolicy, initialState, step, type Observation } from './index.ts';
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

test('thousands of pools that give one address cost no more than each its turn', () => {
  const names = Array.from({ length: 5000 }, (_, n) => `pool${n}`);
  const list: Observation = {
    of: 'list',
    observedAtMs: 0,
    outcome: {
      kind: 'known',
      origin: 'service',
      pools: names.map((name) => ({ name, endpoint: `${name}.internal` })),
    },
  };
  const answers = names.map((pool): Observation => {
    const records = [{ host: '192.0.2.1', port: 9001 }];
    return {
      of: 'pool',
      pool,
      observedAtMs: 0,
      outcome: {
        kind: 'records',
        records,
        recordType: 'SRV',
        transport: 'tcp',
        ttlSeconds: 30,
        doubtful: false,
      },
    };
  });
  const { snapshot } = step(initialState(), [list, ...answers], 0, defaultPolicy);
  expect(snapshot).toMatchObject({ kind: 'ready', targetCount: 1, groups: [{ pool: 'pool0' }] });
}, 10_000);

for (const [chapter, tales] of Object.entries(stories)) {
  describe(chapter, () => {
    test.each(Object.entries(tales))('%s', (_, lines) => {
      expect(tell(lines).seen).toEqual(lines);
    });
  });
}
