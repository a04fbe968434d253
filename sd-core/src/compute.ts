/**
 * Target groups from a pool list and one answer for each pool, without memory.
 */
import type { PoolOutcome, UnknownWhy } from './answer.ts';
import { getFrom } from './paged-map.ts';
import { defaultPolicy, type Limits, type Policy } from './policy.ts';
import type { Pool } from './pool.ts';
import type { PublishedGroup } from './snapshot.ts';
import { initialState } from './state.ts';
import { step } from './step.ts';

export interface ComputeOptions {
  /** One group per node. Default false. */
  readonly perNode?: boolean;
  /** What to refuse. Default: those of `defaultPolicy`. */
  readonly limits?: Partial<Limits>;
}

export interface UnknownPool {
  readonly pool: string;
  readonly why: UnknownWhy;
}

/** All groups, or which pools stand in the way: never groups from unknowns. */
export type Computed =
  | { readonly kind: 'complete'; readonly groups: readonly PublishedGroup[] }
  | { readonly kind: 'incomplete'; readonly unknown: readonly UnknownPool[] };

/**
 * Computes once what discovery would publish if these were its first answers and it trusted them.
 *
 * `answers`: by pool name in lower case; a pool without one is unknown (`not-asked`). Pools whose
 * endpoint is no DNS name are left out, as discovery does. O(n log n). Never throws.
 */
export function computeTargetGroups(
  pools: readonly Pool[],
  answers: ReadonlyMap<string, PoolOutcome>,
  options: ComputeOptions = {},
): Computed {
  const policy: Policy = {
    ...defaultPolicy,
    confirmForMs: 0,
    confirmCollapseMs: 0,
    perNode: options.perNode ?? false,
    limits: { ...defaultPolicy.limits, ...options.limits },
  };
  const list = { of: 'list', observedAtMs: 0, outcome: { kind: 'known', origin: 'service', pools } } as const;
  const observations = [...answers].map(
    ([pool, outcome]) => ({ of: 'pool', pool, observedAtMs: 0, outcome }) as const,
  );
  const { state, snapshot } = step(initialState(), [list, ...observations], 0, policy);
  if (snapshot.kind === 'ready') return { kind: 'complete', groups: snapshot.groups };
  if (state.list.failure !== null)
    return { kind: 'incomplete', unknown: pools.map(({ name }) => ({ pool: name, why: 'limit' })) };
  const unknown = state.view.unanswered.map((pool): UnknownPool => {
    return { pool, why: getFrom(state.pools, pool)?.failure?.why ?? 'not-asked' };
  });
  return { kind: 'incomplete', unknown };
}
