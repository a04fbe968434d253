/**
 * A pool source in memory, whose list a test sets.
 */
import type { KnownList, ListOutcome, Pool } from '@spcs-sd/core';

import type { PoolSource } from '../ports.ts';

export interface FakeSource extends PoolSource {
  set(outcome: ListOutcome): void;
  /** How often it was read. */
  reads(): number;
  /** How many watch it now. */
  watchers(): number;
}

export function createFakeSource(first: ListOutcome, refreshIntervalMs = 60_000): FakeSource {
  const watchers = new Set<() => void>();
  let outcome = first;
  let reads = 0;
  return {
    refreshIntervalMs,
    list() {
      reads++;
      return Promise.resolve(outcome);
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    set(next) {
      outcome = next;
      for (const changed of watchers) changed();
    },
    reads: () => reads,
    watchers: () => watchers.size,
  };
}

export function knownList(pools: readonly Pool[], origin: KnownList['origin'] = 'service'): KnownList {
  return { kind: 'known', origin, pools };
}

/** `pool0` to `pool<count - 1>`. */
export function poolsNamed(count: number, prefix = 'pool'): readonly Pool[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${prefix}${index}`,
    endpoint: `discover.monitor.${prefix}${index}.cp.spcs.internal`,
  }));
}
