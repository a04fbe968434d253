/**
 * Whether two snapshots say the same. The core makes one at each step and reuses its parts.
 */
import type { Snapshot } from '@spcs-sd/core';

/** Compares parts by identity: never wrongly true. O(1). */
export function sameSnapshot(a: Snapshot, b: Snapshot): boolean {
  const parts = new Map<string, unknown>(Object.entries(a));
  const others = Object.entries(b);
  return parts.size === others.length && others.every(([key, value]) => parts.get(key) === value);
}
