/** What a step did to the pools, told once for all that follows from it. */
import { compareUnits } from './order.ts';
import { getFrom, type PagedMap } from './paged-map.ts';
import type { PoolFacts } from './state.ts';

/** A pool that was written. */
export interface PoolChange {
  readonly name: string;
  /** Undefined when it was not known. */
  readonly was: PoolFacts | undefined;
  /** Undefined when it is known no more. */
  readonly is: PoolFacts | undefined;
}

/** `before`: the pools that were written, as they were. In code-unit order. O(n log n) in these. */
export function poolChanges(
  before: ReadonlyMap<string, PoolFacts | undefined>,
  pools: PagedMap<PoolFacts>,
): readonly PoolChange[] {
  return [...before.keys()]
    .toSorted(compareUnits)
    .map((name) => ({ name, was: before.get(name), is: getFrom(pools, name) }));
}
