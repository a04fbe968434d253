import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareUnits } from './order.ts';
import { isSameList, noTargets, targetListOf, targetsIn, type Target } from './target-list.ts';

const target = fc.record({
  address: fc.constantFrom(
    '192.0.2.1:9001',
    '192.0.2.10:9001',
    '192.0.2.2:9001',
    '[2001:db8::1]:9001',
    'a.b:1',
  ),
  node: fc.oneof(
    fc.constantFrom('', '.', 'a.b', 'b.b', 'a.c', 'b', 'x.a.b', '"', '\n', '\ud800'),
    fc.string({ maxLength: 5 }),
  ),
});

/** One of each address, with the first of its nodes. */
function plainly(targets: readonly Target[]): readonly Target[] {
  const sorted = targets.toSorted(
    (a, b) => compareUnits(a.address, b.address) || compareUnits(a.node, b.node),
  );
  return sorted.filter(({ address }, at) => sorted.findIndex((other) => other.address === address) === at);
}

test('targets come back as they went in, by address, one of each', () => {
  fc.assert(
    fc.property(fc.array(target), (targets) => {
      const list = targetListOf(targets);
      expect(targetsIn(list)).toEqual(plainly(targets));
      expect(list.addresses).toEqual(plainly(targets).map(({ address }) => address));
    }),
  );
});

test('two lists are the same when they hold the same', () => {
  fc.assert(
    fc.property(fc.array(target, { maxLength: 3 }), fc.array(target, { maxLength: 3 }), (some, others) => {
      const isEqual = JSON.stringify(plainly(some)) === JSON.stringify(plainly(others));
      expect(isSameList(targetListOf(some), targetListOf(others))).toBe(isEqual);
      expect(isSameList(targetListOf(some), targetListOf(some.toReversed()))).toBe(true);
    }),
  );
  expect(targetsIn(noTargets)).toEqual([]);
  expect(isSameList(targetListOf([]), noTargets)).toBe(true);
});

test('nodes of one domain keep it once', () => {
  const nodes = Array.from({ length: 50 }, (_, n) => `node-${n}.pool1.a-long-domain.example`);
  const list = targetListOf(nodes.map((node, at) => ({ address: `192.0.2.${at}:9001`, node })));
  expect(list.nodes.length).toBeLessThan(nodes.join('').length / 2);
});
