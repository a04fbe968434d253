/** What is told of two lists: targets that came and went, labels that changed, and nothing else. */
import type { PublishedGroup } from '@spcs-sd/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintFor } from '../colours.ts';
import { changeLine } from './change-line.ts';
import { targetChanges } from './target-changes.ts';

function group(
  pool: string,
  targets: readonly string[],
  labels: Readonly<Record<string, string>> = {},
): PublishedGroup {
  return { pool, targets, labels, json: JSON.stringify({ targets, labels }) };
}

const colourless = paintFor({}, 'out');

function linesOf(before: readonly PublishedGroup[], after: readonly PublishedGroup[]): readonly string[] {
  return targetChanges(before, after).map((change) => changeLine(change, new Date(0), colourless));
}

describe('lines', () => {
  test('the first list is all additions', () => {
    expect(linesOf([], [group('a', ['h:1', 'h:2']), group('b', ['h:3'])])).toEqual([
      '1970-01-01T00:00:00.000Z + a h:1\n',
      '1970-01-01T00:00:00.000Z + a h:2\n',
      '1970-01-01T00:00:00.000Z + b h:3\n',
    ]);
  });

  test('a target that has another pool now went there and came here', () => {
    expect(linesOf([group('a', ['h:1'])], [group('b', ['h:1'])])).toEqual([
      '1970-01-01T00:00:00.000Z - a h:1\n',
      '1970-01-01T00:00:00.000Z + b h:1\n',
    ]);
  });

  test('labels are told once of a pool, before its targets', () => {
    const before = group('a', ['h:1', 'h:2'], { state: 'ACTIVE', owner: 'R' });
    const after = group('a', ['h:1', 'h:2', 'h:3'], { state: 'IDLE', new: 'x"y' });
    expect(linesOf([before], [after])).toEqual([
      '1970-01-01T00:00:00.000Z ~ a new="x\\"y" (was ""), owner="" (was "R"), state="IDLE" (was "ACTIVE")\n',
      '1970-01-01T00:00:00.000Z + a h:3\n',
    ]);
  });

  test('a name cannot move the cursor', () => {
    expect(linesOf([], [group('a\u001b[2J\n', ['h:1'])])).toEqual([
      '1970-01-01T00:00:00.000Z + a\\u001b[2J\\u000a h:1\n',
    ]);
  });

  test('have colours on a terminal', () => {
    const [change] = targetChanges([], [group('a', ['h:1'])]);
    if (change === undefined) throw new Error('there is a change');
    const paint = paintFor({ isTty: { out: true, err: false }, env: {} }, 'out');
    expect(changeLine(change, new Date(0), paint)).toBe(
      '1970-01-01T00:00:00.000Z \u001b[32m+ a h:1\u001b[39m\n',
    );
  });
});

test('the additions and removals lead from one list to the other', () => {
  const list = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(9)), { selector: ([, target]) => target })
    .map((pairs) => pairs.map(([pool, target]) => group(pool, [`h:${target}`])));
  const keys = (groups: readonly PublishedGroup[]): readonly string[] =>
    groups.flatMap(({ pool, targets }) => targets.map((target) => `${pool} ${target}`));
  fc.assert(
    fc.property(list, list, (before, after) => {
      const followed = new Set(keys(before));
      for (const change of targetChanges(before, after)) {
        if (change.kind === 'removed') expect(followed.delete(`${change.pool} ${change.target}`)).toBe(true);
        if (change.kind === 'added') followed.add(`${change.pool} ${change.target}`);
      }
      expect([...followed].toSorted()).toEqual(keys(after).toSorted());
    }),
    { numRuns: 60 },
  );
});
