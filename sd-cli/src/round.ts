/**
 * When everything has been asked once: the pool list, then every pool on it.
 *
 * For commands that discover once. It counts from its start on, whatever an earlier run remembered.
 */
import type { ListOutcome } from '@spcs-sd/core';
import type { DiscoveryEvent, DiscoveryStatus } from '@spcs-sd/runtime';

export type PoolLookup = Omit<
  Extract<DiscoveryEvent, { readonly kind: 'lookup-finished' }>,
  'kind' | 'pools'
>;

export interface Round {
  readonly onEvent: (event: DiscoveryEvent) => void;
  /** Resolves when the last answer has been worked in. */
  readonly done: Promise<void>;
  /** The list as it was read; undefined before. */
  readonly list: () => ListOutcome | undefined;
  /** The last lookup of each pool that was asked. */
  readonly lookups: ReadonlyMap<string, PoolLookup>;
}

/** `status` is read after steps, O(pools) each. */
export function createRound(status: () => Pick<DiscoveryStatus, 'pools'>): Round {
  const lookups = new Map<string, PoolLookup>();
  let list: ListOutcome | undefined;
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const look = (): void => {
    if (list !== undefined && status().pools.every(({ pool }) => lookups.has(pool))) finish();
  };
  return {
    onEvent(event) {
      switch (event.kind) {
        case 'list-finished':
          list = event.outcome;
          return;
        case 'lookup-finished': {
          const { endpoint, outcome, durationMs } = event;
          for (const pool of event.pools) lookups.set(pool, { endpoint, outcome, durationMs });
          return;
        }
        case 'step':
          // The event comes before its snapshot is there to read.
          queueMicrotask(look);
          return;
        default:
      }
    },
    done,
    list: () => list,
    lookups,
  };
}
