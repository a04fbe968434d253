/**
 * What a step changed in each pool, told once per change and by pool name.
 */
import type { ClaimChange } from './claims.ts';
import { claimCountOf } from './draft.ts';
import type { CoreEvent, RemovalWhy } from './event.ts';
import type { PoolChange } from './pool-change.ts';
import type { PoolFacts } from './state.ts';

export function changeEvents(
  changes: readonly PoolChange[],
  claimChanges: ReadonlyMap<string, ClaimChange>,
  removedWhy: ReadonlyMap<string, RemovalWhy>,
): readonly CoreEvent[] {
  return changes.flatMap(({ name: pool, was, is }) => {
    const why = removedWhy.get(pool) ?? (is?.dropped === true ? 'expired' : 'dns');
    return [
      ...targetEvents(pool, claimChanges.get(pool), why),
      ...holdEvents(pool, was, is),
      ...(was !== undefined && is === undefined ? [{ kind: 'pool-removed', pool, why } as const] : []),
    ];
  });
}

function targetEvents(pool: string, change: ClaimChange | undefined, why: RemovalWhy): readonly CoreEvent[] {
  const { added = [], removed = [] } = change ?? {};
  return [
    ...(added.length > 0 ? [{ kind: 'targets-added', pool, targets: added } as const] : []),
    ...(removed.length > 0 ? [{ kind: 'targets-removed', pool, targets: removed, why } as const] : []),
  ];
}

function holdEvents(
  pool: string,
  was: PoolFacts | undefined,
  is: PoolFacts | undefined,
): readonly CoreEvent[] {
  const [before, targets] = [heldCount(was), heldCount(is)];
  const why = is?.missingSinceMs == null ? 'dns' : 'list';
  if (before === 0 && targets > 0) return [{ kind: 'removal-held', pool, targets, why }];
  return before > 0 && targets === 0 ? [{ kind: 'removal-cleared', pool }] : [];
}

/** How many of a pool's targets wait to be removed. */
export function heldCount(pool: PoolFacts | undefined): number {
  if (pool === undefined || pool.dropped) return 0;
  return pool.missingSinceMs === null ? pool.held.length : claimCountOf(pool);
}
