import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createFailingNames } from './failing-names.ts';
import type { FailingName, FailingOrder } from './failing-names.ts';

const orders = ['longest-due', 'latest-answer', 'quick-look'] as const;

const namesIn = (order: FailingOrder, nowMs: number, names: readonly FailingName[]): readonly string[] => {
  const failing = createFailingNames();
  for (const name of names) failing.add(name);
  return names.flatMap(() => failing.take(order, nowMs)?.name ?? []);
};

describe('failing names', () => {
  const names: readonly FailingName[] = [
    { name: 'silent', dueAtMs: 10, lookAtMs: 30, answeredAtMs: Number.NEGATIVE_INFINITY },
    { name: 'lapsed', dueAtMs: 20, lookAtMs: 20, answeredAtMs: 5 },
    { name: 'lucky', dueAtMs: 15, lookAtMs: 40, answeredAtMs: 9 },
    { name: 'early', dueAtMs: 99, lookAtMs: 99, answeredAtMs: 8 },
  ];

  it.each([
    ['longest-due', ['silent', 'lucky', 'lapsed']],
    ['latest-answer', ['lucky', 'lapsed', 'silent']],
    ['quick-look', ['lapsed', 'silent', 'lucky']],
  ] as const)('that are due come %s', (order, expected) => {
    expect(namesIn(order, 50, names)).toEqual(expected);
  });

  it.each(orders)('say when the first is due, %s', (order) => {
    const failing = createFailingNames();
    expect(failing.firstDueMs(order)).toBe(Number.POSITIVE_INFINITY);
    failing.add({ name: 'a', dueAtMs: 10, lookAtMs: 30, answeredAtMs: 0 });
    const dueMs = order === 'quick-look' ? 30 : 10;
    expect(failing.firstDueMs(order)).toBe(dueMs);
    expect(failing.take(order, dueMs - 1)).toBeUndefined();
    expect(failing.take(order, dueMs)?.name).toBe('a');
  });

  it('are gone from every order when one takes them, or when they are forgotten', () => {
    const action = fc.record({
      order: fc.constantFrom(...orders, 'forget' as const),
      waitMs: fc.nat(20),
      name: fc.nat(9).map(String),
      dueAtMs: fc.nat(100),
      answeredAtMs: fc.nat(100),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const failing = createFailingNames();
        const there = new Set<string>();
        let nowMs = 0;
        for (const { order, waitMs, name, dueAtMs, answeredAtMs } of actions) {
          nowMs += waitMs;
          if (order === 'forget') {
            failing.delete(name);
            there.delete(name);
          } else {
            const taken = failing.take(order, nowMs)?.name;
            expect(taken === undefined || there.delete(taken)).toBe(true);
          }
          if (!there.has(name)) failing.add({ name, dueAtMs, lookAtMs: dueAtMs, answeredAtMs });
          there.add(name);
        }
        for (const order of [...orders, ...orders])
          for (let taken = failing.take(order, 200); taken !== undefined; taken = failing.take(order, 200))
            expect(there.delete(taken.name)).toBe(true);
        expect(there.size).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});
