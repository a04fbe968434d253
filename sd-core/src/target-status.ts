/**
 * One pool's targets one by one, for a page: where each comes from, what it waits for, and who owns it.
 * Nothing here is on the way to targets.
 */
import { getFrom } from './paged-map.ts';
import { claimedTargets, ownerOf } from './claims.ts';
import type { HeldTarget, PoolFacts, State } from './state.ts';
import type { Target } from './target-list.ts';

export interface PoolTargetStatus {
  /** `host:port`. */
  readonly address: string;
  /** The SRV target; empty for A and AAAA answers. */
  readonly node: string;
  /** Since when its removal waits for confirmation; null while the latest answer and list have it. */
  readonly heldForMs: number | null;
  /** The pool that it is published for: another one when several claim it. */
  readonly owner: string;
}

/** By address in code-unit order. Undefined for a pool that is not known. O(n) in its targets. */
export function poolTargets(
  state: State,
  name: string,
  nowMs: number,
): readonly PoolTargetStatus[] | undefined {
  const poolOf = (pool: string): PoolFacts | undefined => getFrom(state.pools, pool);
  const pool = poolOf(name);
  if (pool === undefined) return undefined;
  return claimedTargets(pool).map((target) => {
    const sinceMs = heldSinceMs(pool, target);
    return {
      address: target.address,
      node: target.node,
      heldForMs: sinceMs === null ? null : nowMs - sinceMs,
      owner: ownerOf(state.view.claims, target.address, poolOf) ?? name,
    };
  });
}

/** A pool that the list lacks takes all its targets with it. */
function heldSinceMs({ missingSinceMs }: PoolFacts, target: Target | HeldTarget): number | null {
  return 'lackingSinceMs' in target ? target.lackingSinceMs : missingSinceMs;
}
