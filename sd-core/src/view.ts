/**
 * The indexes and groups that follow from the facts, brought up to date for what a step changed.
 */
import { editPagedMap, getFrom, type PagedMap } from './paged-map.ts';
import {
  answeredBy,
  changeClaims,
  claimChange,
  claimedAddresses,
  ownedBy,
  ownerOf,
  type ClaimChange,
} from './claims.ts';
import type { CoreEvent } from './event.ts';
import { groupsOfPool } from './groups.ts';
import { compareUnits } from './order.ts';
import type { PoolChange } from './pool-change.ts';
import { replaced } from './sorted.ts';
import { mayShrink } from './removal.ts';
import type { PublishedGroup } from './snapshot.ts';
import type { PoolFacts, View } from './state.ts';

/** What a step did to the facts. */
export interface FactsChange {
  readonly poolsBefore: PagedMap<PoolFacts>;
  readonly pools: PagedMap<PoolFacts>;
  /** Every pool that was written. */
  readonly changes: readonly PoolChange[];
  readonly claimCount: number;
  readonly perNode: boolean;
}

export interface ViewUpdate {
  readonly view: View;
  /** How the claims of each changed pool differ. */
  readonly claimChanges: ReadonlyMap<string, ClaimChange>;
  readonly events: readonly CoreEvent[];
}

/** Cost follows the changed pools and what they claim, and O(pools) pointers when a group changed. */
export function updateView(old: View, change: FactsChange): ViewUpdate {
  const { pools, changes, claimCount, perNode } = change;
  const poolOf = (name: string): PoolFacts | undefined => getFrom(pools, name);
  const poolBefore = (name: string): PoolFacts | undefined => getFrom(change.poolsBefore, name);
  const claimChanges = new Map<string, ClaimChange>();
  for (const { name, was, is } of changes) {
    const difference = claimChange(was, is);
    if (difference !== undefined) claimChanges.set(name, difference);
  }
  const { claims, shared } = changeClaims(old.claims, claimChanges);
  const { conflicts, events } = updateConflicts(old.conflicts, shared, (address) =>
    answeredBy(claims, address, poolOf),
  );
  const names = updateMembers(old.names, changes, () => true);
  const dirty = new Set(dirtyPools(changes, claimChanges));
  if (old.perNode !== perNode) for (const name of names) dirty.add(name);
  for (const address of shared) {
    const [was, is] = [ownerOf(old.claims, address, poolBefore), ownerOf(claims, address, poolOf)];
    if (was !== undefined && was !== is) dirty.add(was);
    if (is !== undefined && was !== is) dirty.add(is);
  }
  // As many addresses as claims: no address is claimed twice, and every pool owns what it claims.
  const noneShared = claims.size === claimCount;
  const rebuilt = [...dirty].toSorted(compareUnits).map((name): PoolGroups => {
    const pool = poolOf(name);
    if (pool === undefined) return { name, groups: [] };
    const owned = noneShared ? claimedAddresses(pool) : ownedBy(pool, claims, poolOf);
    return { name, groups: groupsOfPool(pool, owned, perNode, getFrom(old.groupsOf, name) ?? []) };
  });
  const groupsOf = updateGroups(old.groupsOf, rebuilt);
  const isSame = groupsOf === old.groupsOf;
  const view: View = {
    perNode,
    names,
    asks: updateAsks(old.asks, changes),
    claims,
    claimCount,
    groupsOf,
    groups: isSame ? old.groups : replaced(old.groups, rebuilt, poolOfGroup, ({ groups }) => groups),
    conflicts,
    pending: updateMembers(old.pending, changes, mayShrink),
    unanswered: updateMembers(old.unanswered, changes, isUnanswered),
  };
  return { view, claimChanges, events };
}

const poolOfGroup = ({ pool }: PublishedGroup): string => pool;

function isUnanswered({ answer, missingSinceMs }: PoolFacts): boolean {
  return answer === null && missingSinceMs === null;
}

function updateConflicts(
  old: View['conflicts'],
  shared: ReadonlySet<string>,
  answered: (address: string) => readonly string[],
): { readonly conflicts: View['conflicts']; readonly events: readonly CoreEvent[] } {
  if (shared.size === 0) return { conflicts: old, events: [] };
  const events: CoreEvent[] = [];
  const conflicts = new Map(old);
  for (const target of [...shared].toSorted(compareUnits)) {
    const pools = answered(target);
    const known = old.get(target);
    if (pools.length > 1) conflicts.set(target, pools);
    else conflicts.delete(target);
    if (pools.length > 1 && pools.join() !== known?.join()) events.push({ kind: 'conflict', target, pools });
    if (pools.length < 2 && known !== undefined) events.push({ kind: 'conflict-cleared', target });
  }
  return { conflicts, events };
}

/** Pools whose groups may differ: their claims, labels or existence changed. */
function dirtyPools(
  changes: readonly PoolChange[],
  claimChanges: ReadonlyMap<string, ClaimChange>,
): readonly string[] {
  return changes.flatMap(({ name, was, is }) => {
    const sameLabels = was?.metadata === is?.metadata && was?.endpoint === is?.endpoint;
    return sameLabels && !claimChanges.has(name) ? [] : name;
  });
}

interface PoolGroups {
  readonly name: string;
  readonly groups: readonly PublishedGroup[];
}

function updateGroups(old: View['groupsOf'], rebuilt: readonly PoolGroups[]): View['groupsOf'] {
  const editor = editPagedMap(old);
  editor.reserve(rebuilt.length - editor.size());
  for (const { name, groups } of rebuilt) {
    const known = editor.get(name) ?? [];
    if (groups.length === 0 && known.length > 0) editor.delete(name);
    else if (groups !== known && groups.length > 0) editor.set(name, groups);
  }
  return editor.done();
}

/** The names of the pools for which something holds. */
function updateMembers(
  old: readonly string[],
  changes: readonly PoolChange[],
  holds: (pool: PoolFacts) => boolean,
): readonly string[] {
  const isMember = (pool: PoolFacts | undefined): boolean => pool !== undefined && holds(pool);
  if (changes.every(({ was, is }) => isMember(was) === isMember(is))) return old;
  return replaced(
    old,
    changes,
    (name) => name,
    ({ name, is }) => (isMember(is) ? [name] : []),
  );
}

function updateAsks(old: View['asks'], changes: readonly PoolChange[]): View['asks'] {
  const isSame = ({ was, is }: PoolChange): boolean =>
    was?.endpoint === is?.endpoint && was?.gaveSrv === is?.gaveSrv;
  if (changes.every(isSame)) return old;
  return replaced(
    old,
    changes,
    ({ pool }) => pool,
    ({ name, is }) => (is === undefined ? [] : [{ pool: name, endpoint: is.endpoint, gaveSrv: is.gaveSrv }]),
  );
}
