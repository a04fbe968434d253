/** A chosen part, and what stays the same object in it. */
import { expect, test } from 'vitest';
import { selectGroups } from './selection.ts';
import { shardOf } from './shard.ts';
import type { PublishedGroup } from './snapshot.ts';

const target = '192.0.2.1:9001';
const group: PublishedGroup = { pool: 'a', targets: [target], labels: {}, json: '{}' };

test('a group of which a shard has every target is the same object, and no group in the others', () => {
  const index = shardOf(target, 3);
  const chosen = [0, 1, 2].map((at) => selectGroups([group], { shard: { index: at, of: 3 } }));
  expect(chosen[index]?.[0]).toBe(group);
  expect(chosen.flat()).toHaveLength(1);
});
