/**
 * Who holds which kind of slot, and how many of each kind there may be.
 *
 * Of all slots at most a quarter (but one, where that is less than one) are for failing names, half of
 * those by each order, and at most half for quick looks. So healthy names, which may take any, always
 * have a quarter that nobody else may take.
 */
import type { FailingOrder } from './failing-names.ts';
import type { Start } from './patience.ts';

export type SlotKind = 'healthy' | FailingOrder;

export interface Shares {
  /** All kinds together. */
  readonly held: number;
  readonly failingHeld: number;
  has(name: string): boolean;
  mayTake(kind: SlotKind): boolean;
  /**
   * By which order the next failing name comes: that which holds fewer slots, or, when they hold the
   * same, the one that was not last. With a single slot they take turns.
   */
  failingTurn(): 'longest-due' | 'latest-answer';
  take(name: string, kind: SlotKind, start: Start): void;
  /** When it took its slot; undefined when it held none. */
  release(name: string): Start | undefined;
  /** Who holds slots of this kind, longest first. */
  holders(kind: SlotKind): ReadonlyMap<string, Start>;
  limit(slots: number): void;
}

export function createShares(firstSlots: number): Shares {
  let slots = firstSlots;
  const kinds = new Map<string, SlotKind>();
  const holders: Readonly<Record<SlotKind, Map<string, Start>>> = {
    healthy: new Map(),
    'longest-due': new Map(),
    'latest-answer': new Map(),
    'quick-look': new Map(),
  };
  let lastTurn: 'longest-due' | 'latest-answer' = 'longest-due';

  const failingHeld = (): number => holders['longest-due'].size + holders['latest-answer'].size;

  const hasShareFor = (kind: SlotKind): boolean => {
    switch (kind) {
      case 'healthy':
        return true;
      case 'quick-look':
        return holders[kind].size < Math.floor(slots / 2);
      case 'longest-due':
      case 'latest-answer':
        return failingHeld() < Math.max(1, Math.floor(slots / 4));
    }
  };

  return {
    get held() {
      return kinds.size;
    },
    get failingHeld() {
      return failingHeld();
    },
    has: (name) => kinds.has(name),
    mayTake: (kind) => kinds.size < slots && hasShareFor(kind),
    failingTurn() {
      const difference = holders['longest-due'].size - holders['latest-answer'].size;
      if (difference === 0) return lastTurn === 'longest-due' ? 'latest-answer' : 'longest-due';
      return difference < 0 ? 'longest-due' : 'latest-answer';
    },
    take(name, kind, start) {
      kinds.set(name, kind);
      holders[kind].set(name, start);
      if (kind === 'longest-due' || kind === 'latest-answer') lastTurn = kind;
    },
    release(name) {
      const kind = kinds.get(name);
      if (kind === undefined) return undefined;
      const start = holders[kind].get(name);
      kinds.delete(name);
      holders[kind].delete(name);
      return start;
    },
    holders: (kind) => holders[kind],
    limit(next) {
      slots = next;
    },
  };
}
