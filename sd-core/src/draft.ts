/**
 * A step's workspace: the facts as the step has changed them so far, and what it has to tell.
 *
 * Local to one call of `step`, which is why writing to it does no harm.
 */
import { editPagedMap, type PagedMapEditor } from './paged-map.ts';
import type { CoreEvent, RemovalWhy } from './event.ts';
import type { Policy } from './policy.ts';
import type { ListFacts, PoolFacts, State } from './state.ts';
import { addressPolicy, type AddressPolicy } from './target.ts';

export interface Draft {
  readonly policy: Policy;
  readonly judge: AddressPolicy;
  readonly pools: PagedMapEditor<PoolFacts>;
  /** The pools that this step wrote, as they were before it. */
  readonly before: Map<string, PoolFacts | undefined>;
  /** Why pools that this step removed went. */
  readonly removedWhy: Map<string, RemovalWhy>;
  readonly events: CoreEvent[];
  list: ListFacts;
  confirmedAtMs: number | null;
  /** The sum of what the pools claim. */
  claimCount: number;
  /** The earliest time from which evidence counts for the short wait: a collapse that ceases starts it anew. */
  readonly quickFromMs: number;
}

export function draftOf(state: State, nowMs: number, policy: Policy): Draft {
  const { collapseEndedAtMs } = state.publication;
  return {
    policy,
    judge: addressPolicy(policy.limits),
    pools: editPagedMap(state.pools),
    before: new Map(),
    removedWhy: new Map(),
    events: [],
    list: state.list,
    confirmedAtMs: state.confirmedAtMs,
    claimCount: state.view.claimCount,
    quickFromMs: Math.min(collapseEndedAtMs ?? -Infinity, nowMs),
  };
}

export function writePool(draft: Draft, facts: PoolFacts): void {
  const old = remember(draft, facts.name);
  draft.claimCount += claimCountOf(facts) - claimCountOf(old);
  draft.pools.set(facts.name, facts);
}

export function removePool(draft: Draft, name: string, why: RemovalWhy): void {
  draft.claimCount -= claimCountOf(remember(draft, name));
  draft.pools.delete(name);
  draft.removedWhy.set(name, why);
}

/** An authoritative answer was observed. */
export function confirm(draft: Draft, observedAtMs: number): void {
  draft.confirmedAtMs = Math.max(draft.confirmedAtMs ?? -Infinity, observedAtMs);
}

/** How many addresses a pool claims: those of its answer and those it holds. */
export function claimCountOf(pool: PoolFacts | undefined): number {
  if (pool === undefined || pool.dropped) return 0;
  return (pool.answer?.targets.addresses.length ?? 0) + pool.held.length;
}

function remember(draft: Draft, name: string): PoolFacts | undefined {
  const current = draft.pools.get(name);
  if (!draft.before.has(name)) draft.before.set(name, current);
  return current;
}
