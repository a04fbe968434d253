/**
 * Which faults share a world. Pure.
 */
import type { Fault } from '../fault.ts';

/** A long fault takes about as long as so many others. */
const longWeight = 8;

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
    .toSorted((a, b) => weightOf(b) - weightOf(a));
}

function weightOf(group: readonly Fault[]): number {
  return group.reduce((sum, { isLong }) => sum + (isLong === true ? longWeight : 1), 0);
}
