import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBodies, sameGroups } from './bodies.ts';
import type { Bodies } from './bodies.ts';
import { parseSelection } from './selection.ts';
import { groupsArb } from './testing/groups.arb.ts';
import { groupOf } from './testing/snapshots.ts';

const a = groupOf('a', ['127.0.0.1:9001', '127.0.0.2:9001']);
const b = groupOf('b', ['127.0.1.1:9001']);
const plenty = 1_000_000;

function bodyOf(bodies: Bodies, query: string): ReturnType<Bodies['of']> {
  const selection = parseSelection(`/${query}`);
  if (selection.kind === 'wrong') throw new Error(selection.message);
  return bodies.of(selection);
}

function targetsOf(bodies: Bodies, query: string): readonly string[] {
  const text = Buffer.concat([...bodyOf(bodies, query).identity.pieces()]).toString();
  return (JSON.parse(text) as { targets: string[] }[]).flatMap(({ targets }) => targets);
}

describe('the bodies of one list', () => {
  test('shards are disjoint, and their union is the whole', () => {
    fc.assert(
      fc.property(groupsArb, fc.integer({ min: 1, max: 7 }), (groups, of) => {
        const bodies = createBodies(groups, plenty);
        const shards = Array.from({ length: of }, (_, index) =>
          targetsOf(bodies, `?shard=${index}&of=${of}`),
        );
        // Sorted lists are equal only when nothing is missing and nothing is there twice.
        expect(shards.flat().toSorted()).toEqual(groups.flatMap(({ targets }) => targets).toSorted());
      }),
    );
  });

  test('each part is made once while the budget lasts', () => {
    const bodies = createBodies([a, b], plenty);
    expect(bodyOf(bodies, '')).toBe(bodyOf(bodies, '?unrelated=1'));
    expect(bodyOf(bodies, '?pool=a&pool=b')).toBe(bodyOf(bodies, '?pool=B&pool=A'));
    expect(bodyOf(bodies, '?shard=0&of=2')).toBe(bodyOf(bodies, '?of=2&shard=0'));
    expect(bodyOf(bodies, '?shard=0&of=2')).not.toBe(bodyOf(bodies, '?shard=1&of=2'));
  });

  test('beyond the budget the part that was used longest ago goes', () => {
    const bodies = createBodies([a, b], 2_500);
    const whole = bodyOf(bodies, '');
    const first = bodyOf(bodies, '?pool=a');
    const second = bodyOf(bodies, '?pool=b');
    expect(bodyOf(bodies, '?pool=a')).toBe(first);
    bodyOf(bodies, '?pool=none');
    expect(bodyOf(bodies, '?pool=a')).toBe(first);
    expect(bodyOf(bodies, '?pool=b')).not.toBe(second);
    expect(bodyOf(bodies, '')).toBe(whole);
  });

  test('a part over the budget is served, and not kept', () => {
    const bodies = createBodies([a, b], 0);
    expect(targetsOf(bodies, '?pool=b')).toEqual(b.targets);
    expect(bodyOf(bodies, '?pool=b')).not.toBe(bodyOf(bodies, '?pool=b'));
  });

  test('a group chosen whole is not hashed again', () => {
    const group = { ...a };
    const tag = bodyOf(createBodies([group, b], plenty), '?pool=a').identity.etag;
    // Whoever hashed it again would see the other text.
    Object.assign(group, { json: '{}' });
    expect(bodyOf(createBodies([group, b], plenty), '?pool=a').identity.etag).toBe(tag);
  });
});

test('the same groups are told by identity, not by content', () => {
  expect(sameGroups([a, b], [a, b])).toBe(true);
  expect(sameGroups([a, b], [a])).toBe(false);
  expect(sameGroups([a], [structuredClone(a)])).toBe(false);
});
