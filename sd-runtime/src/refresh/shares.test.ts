import { describe, expect, it } from 'vitest';

import { createShares } from './shares.ts';
import type { SlotKind } from './shares.ts';

const start = { atMs: 7, stoodStillMs: 0 };

/** How many slots of a kind can be held at once. */
const mostOf = (slots: number, kind: SlotKind): number => {
  const shares = createShares(slots);
  while (shares.mayTake(kind)) shares.take(`${kind}${shares.held}`, kind, start);
  return shares.held;
};

describe('shares of the slots', () => {
  it.each([
    { slots: 256, healthy: 256, failing: 64, quickLooks: 128 },
    { slots: 9, healthy: 9, failing: 2, quickLooks: 4 },
    { slots: 3, healthy: 3, failing: 1, quickLooks: 1 },
    { slots: 1, healthy: 1, failing: 1, quickLooks: 0 },
  ])('of $slots', ({ slots, healthy, failing, quickLooks }) => {
    expect(mostOf(slots, 'healthy')).toBe(healthy);
    expect(mostOf(slots, 'longest-due')).toBe(failing);
    expect(mostOf(slots, 'latest-answer')).toBe(failing);
    expect(mostOf(slots, 'quick-look')).toBe(quickLooks);
  });

  it('give each order of failing names half of theirs', () => {
    const shares = createShares(24);
    for (let held = 0; held < 6; held++) shares.take(`n${held}`, shares.failingTurn(), start);
    expect([...shares.holders('latest-answer').keys()]).toEqual(['n0', 'n2', 'n4']);
    expect(shares.mayTake('longest-due')).toBe(false);
    shares.release('n2');
    expect(shares.failingTurn()).toBe('latest-answer');
  });

  it('let them take turns where there is one slot', () => {
    const shares = createShares(4);
    const turns = ['a', 'b', 'c'].map((name) => {
      const turn = shares.failingTurn();
      shares.take(name, turn, start);
      shares.release(name);
      return turn;
    });
    expect(turns).toEqual(['latest-answer', 'longest-due', 'latest-answer']);
  });

  it('say when one was taken, and forget it when it is released', () => {
    const shares = createShares(4);
    shares.take('a', 'healthy', start);
    expect(shares.holders('healthy').get('a')).toBe(start);
    expect(shares.release('a')).toBe(start);
    expect(shares.release('a')).toBeUndefined();
    expect(shares.has('a')).toBe(false);
    expect(shares.held).toBe(0);
  });

  it('follow another number of slots', () => {
    const shares = createShares(4);
    shares.take('a', 'healthy', start);
    shares.limit(1);
    expect(shares.mayTake('healthy')).toBe(false);
  });
});
