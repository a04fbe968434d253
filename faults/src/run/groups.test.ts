/** Which faults share a world. */
import { expect, test } from 'vitest';
import { catalogue } from '../catalogue.ts';
import { groupsOf } from './groups.ts';

const all = catalogue.flatMap(({ faults }) => faults);

test('every fault is in one group, with others of the same world, and no group is too large', () => {
  const groups = groupsOf(all, 8);
  expect(new Set(groups.flat())).toEqual(new Set(all));
  expect(groups.flat()).toHaveLength(all.length);
  for (const group of groups) {
    expect(group.length).toBeLessThanOrEqual(8);
    expect(new Set(group.map(({ world }) => JSON.stringify(world))).size).toBe(1);
  }
});

test('long faults begin before many short ones', () => {
  const [first] = groupsOf(all, 8);
  expect(first?.some(({ isLong }) => isLong === true)).toBe(true);
});
