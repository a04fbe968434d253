/** Groups that are still right come back as they were: whoever compares them by identity sees what changed. */
import { expect, test } from 'vitest';
import { groupsOfPool } from './groups.ts';
import type { PublishedGroup } from './snapshot.ts';
import { newPool, type Answer } from './state.ts';
import { targetListOf, type Target } from './target-list.ts';

const targets = [
  { address: '192.0.2.1:9001', node: 'n1' },
  { address: '192.0.2.2:9001', node: 'n2' },
];

/** The groups of a pool that owns all of its targets. */
function groupsOf(owned: readonly Target[], old: readonly PublishedGroup[] = []): readonly PublishedGroup[] {
  const answer: Answer = {
    kind: 'records',
    observedAtMs: 0,
    targets: targetListOf(owned),
    recordType: 'SRV',
    transport: 'tcp',
    negativeTtlMs: 0,
    firmSinceMs: 0,
    emptySinceMs: null,
  };
  const pool = { ...newPool('a', 'a.internal', 0), answer };
  return groupsOfPool(pool, answer.targets.addresses, true, old);
}

test('all of them when nothing differs', () => {
  const groups = groupsOf(targets);
  expect(groups).toHaveLength(2);
  expect(groupsOf([...targets], groups)).toBe(groups);
});

test('each that did not change', () => {
  const groups = groupsOf(targets);
  const next = groupsOf([...targets, { address: '192.0.2.3:9001', node: 'n2' }], groups);
  expect(next[0]).toBe(groups[0]);
  expect(next[1]?.targets).toEqual(['192.0.2.2:9001', '192.0.2.3:9001']);
});
