/**
 * Which faults share a world. Pure.
 */
import type { Fault } from '../fault.ts';

/** Faults of the same world, in their order, at most so many together; the longest groups first. */
export function groupsOf(faults: readonly Fault[], most: number): readonly (readonly Fault[])[] {
  const byWorld = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = JSON.stringify(fault.world);
    byWorld.set(key, [...(byWorld.get(key) ?? []), fault]);
  }
  return [...byWorld.values()]
    .flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / most) }, (_, at) =>
        group.slice(at * most, (at + 1) * most),
      ),
    )
    .toSorted((a, b) => b.length - a.length);
}
