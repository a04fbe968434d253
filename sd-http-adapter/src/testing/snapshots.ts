/**
 * Snapshots made by hand, for tests of what the handler does with each kind.
 */
import { encodeGroup } from '@spcs-sd/core';
import type {
  ExpiredSnapshot,
  PublishedGroup,
  ReadySnapshot,
  Snapshot,
  WaitingSnapshot,
} from '@spcs-sd/core';

export function groupOf(pool: string, targets: readonly string[]): PublishedGroup {
  const group = { targets, labels: { __meta_spcs_compute_pool_name: pool } };
  return { pool, ...group, json: encodeGroup(group) };
}

export function readySnapshot(
  groups: readonly PublishedGroup[],
  rest: Partial<Pick<ReadySnapshot, 'complete' | 'unknownPools' | 'pools' | 'confirmedAtMs'>> = {},
): ReadySnapshot {
  return {
    kind: 'ready',
    groups,
    complete: true,
    unknownPools: [],
    pools: [...new Set(groups.map(({ pool }) => pool))].toSorted(),
    targetCount: groups.reduce((sum, { targets }) => sum + targets.length, 0),
    confirmedAtMs: 0,
    ...rest,
  } as unknown as ReadySnapshot;
}

export function waitingSnapshot(
  rest: Partial<Pick<WaitingSnapshot, 'listUnknown' | 'unknownPools' | 'emptyUnconfirmed'>>,
): WaitingSnapshot {
  const nothing = { kind: 'waiting', listUnknown: false, unknownPools: [], emptyUnconfirmed: false };
  return { ...nothing, ...rest } as unknown as WaitingSnapshot;
}

export function expiredSnapshot(): ExpiredSnapshot {
  return { kind: 'expired', confirmedAtMs: 0 } as unknown as ExpiredSnapshot;
}

/** A stream of snapshots that a test feeds. */
export interface SnapshotFeed {
  readonly snapshots: AsyncIterable<Snapshot>;
  /** Resolves when the reader has dealt with the snapshot and asks for the next. */
  readonly give: (snapshot: Snapshot) => Promise<void>;
  readonly fail: (error: Error) => void;
  readonly end: () => void;
}

interface Item {
  readonly take: () => Snapshot | undefined;
  readonly taken: () => void;
}

export function snapshotFeed(): SnapshotFeed {
  const items: Item[] = [];
  let wake = (): void => {};

  function push(item: Item): void {
    items.push(item);
    wake();
  }

  async function* stream(): AsyncGenerator<Snapshot, void, void> {
    for (;;) {
      const item = items.shift();
      if (item === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const snapshot = item.take();
      if (snapshot === undefined) return;
      yield snapshot;
      item.taken();
    }
  }

  return {
    snapshots: stream(),
    give: (snapshot) => new Promise((resolve) => push({ take: () => snapshot, taken: resolve })),
    fail: (error) => {
      push({
        take: () => {
          throw error;
        },
        taken: () => {},
      });
    },
    end: () => push({ take: () => undefined, taken: () => {} }),
  };
}
