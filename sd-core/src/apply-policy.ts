/**
 * The same state under other settings: what today's address policy refuses is gone at once, and
 * groups are built anew. Everything else that is known stays.
 */
import { editPagedMap, getFrom } from './paged-map.ts';
import { changeEvents } from './change-events.ts';
import { claimCountOf } from './draft.ts';
import type { CoreEvent } from './event.ts';
import type { Policy } from './policy.ts';
import { poolChanges } from './pool-change.ts';
import type { PoolFacts, State } from './state.ts';
import { targetListOf, targetsIn, type Target, type TargetList } from './target-list.ts';
import { addressPolicy, recordOf, type AddressPolicy } from './target.ts';
import { updateView } from './view.ts';

export interface AppliedPolicy {
  readonly state: State;
  readonly events: readonly CoreEvent[];
}

/** For a reload; `step` publishes the result. O(targets). Never throws. */
export function applyPolicy(state: State, policy: Policy): AppliedPolicy {
  const judge = addressPolicy(policy.limits);
  const editor = editPagedMap(state.pools);
  const before = new Map<string, PoolFacts>();
  let { claimCount } = state.view;
  for (const pool of state.view.names.flatMap((name) => getFrom(state.pools, name) ?? [])) {
    const next = rejudged(pool, judge);
    if (next === pool) continue;
    before.set(pool.name, pool);
    editor.set(pool.name, next);
    claimCount += claimCountOf(next) - claimCountOf(pool);
  }
  const pools = editor.done();
  const changes = poolChanges(before, pools);
  const facts = { poolsBefore: state.pools, pools, changes, claimCount, perNode: policy.perNode };
  const { view, claimChanges, events } = updateView(state.view, facts);
  const removedWhy = new Map(Array.from(before.keys(), (name) => [name, 'operator'] as const));
  return {
    state: { ...state, pools, view },
    events: [...changeEvents(changes, claimChanges, removedWhy), ...events],
  };
}

/** The same object when nothing in it is refused. */
function rejudged(pool: PoolFacts, judge: AddressPolicy): PoolFacts {
  const { answer } = pool;
  const held = allowed(pool.held, judge);
  const next = answer && { ...answer, targets: allowedList(answer.targets, judge) };
  if (held === pool.held && next?.targets === answer?.targets) return pool;
  return { ...pool, held, answer: next };
}

function allowedList(list: TargetList, judge: AddressPolicy): TargetList {
  const targets = targetsIn(list);
  const kept = allowed(targets, judge);
  return kept === targets ? list : targetListOf(kept);
}

function allowed<T extends Target>(targets: readonly T[], judge: AddressPolicy): readonly T[] {
  const kept = targets.filter((target) => !('why' in judge(recordOf(target))));
  return kept.length === targets.length ? targets : kept;
}
