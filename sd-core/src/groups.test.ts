/** Groups that are still right come back as they were: whoever compares them by identity sees what changed. */
import { expect, test } from 'vitest';
import { groupsOfPool } from './groups.ts';
import { newPool } from './state.ts';

const pool = newPool('a', 'a.internal', 0);
const targets = [
  { address: '192.0.2.1:9001', node: 'n1' },
  { address: '192.0.2.2:9001', node: 'n2' },
];

test('all of them when nothing differs', () => {
  const groups = groupsOfPool(pool, targets, true, []);
  expect(groups).toHaveLength(2);
  expect(groupsOfPool({ ...pool }, [...targets], true, groups)).toBe(groups);
});

test('each that did not change', () => {
  const groups = groupsOfPool(pool, targets, true, []);
  const next = groupsOfPool(pool, [...targets, { address: '192.0.2.3:9001', node: 'n2' }], true, groups);
  expect(next[0]).toBe(groups[0]);
  expect(next[1]?.targets).toEqual(['192.0.2.2:9001', '192.0.2.3:9001']);
});
