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
import { isIn, replaced } from './sorted.ts';
import type { PublishedGroup } from './snapshot.ts';
import type { PoolFacts, View } from './state.ts';

/** What a step did to the facts. */
export interface FactsChange {
  readonly pools: PagedMap<PoolFacts>;
  /** Every pool that was written, as it was before. */
  readonly before: ReadonlyMap<string, PoolFacts | undefined>;
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
  const poolOf = (name: string): PoolFacts | undefined => getFrom(change.pools, name);
  const claimChanges = new Map<string, ClaimChange>();
  for (const [name, before] of change.before) {
    const difference = claimChange(before, poolOf(name));
    if (difference !== undefined) claimChanges.set(name, difference);
  }
  const { claims, shared } = changeClaims(old.claims, claimChanges);
  const { conflicts, events } = updateConflicts(old.conflicts, shared, (address) =>
    answeredBy(claims, address, poolOf),
  );
  const names = updateNames(old.names, change, poolOf);
  const dirty = new Set(dirtyPools(change, claimChanges, poolOf));
  if (old.perNode !== change.perNode) for (const name of names) dirty.add(name);
  const poolBefore = (name: string): PoolFacts | undefined =>
    change.before.has(name) ? change.before.get(name) : poolOf(name);
  for (const address of shared) {
    const [was, is] = [ownerOf(old.claims, address, poolBefore), ownerOf(claims, address, poolOf)];
    if (was !== undefined && was !== is) dirty.add(was);
    if (is !== undefined && was !== is) dirty.add(is);
  }
  // As many addresses as claims: no address is claimed twice, and every pool owns what it claims.
  const noneShared = claims.size === change.claimCount;
  const groupsOf = updateGroups(old.groupsOf, dirty, (name, groups) => {
    const pool = poolOf(name);
    if (pool === undefined) return [];
    const owned = noneShared ? claimedAddresses(pool) : ownedBy(pool, claims, poolOf);
    return groupsOfPool(pool, owned, change.perNode, groups);
  });
  const view: View = {
    perNode: change.perNode,
    names,
    asks: updateAsks(old.asks, change, poolOf),
    claims,
    claimCount: change.claimCount,
    groupsOf,
    groups: groupsOf === old.groupsOf ? old.groups : groupsWith(old.groups, dirty, groupsOf),
    conflicts,
    pending: updateMembers(
      old.pending,
      change,
      poolOf,
      (pool) => pool.held.length > 0 || pool.missingSinceMs !== null,
    ),
    unanswered: updateMembers(
      old.unanswered,
      change,
      poolOf,
      (pool) => pool.answer === null && pool.missingSinceMs === null,
    ),
  };
  return { view, claimChanges, events };
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

type PoolLookup = (name: string) => PoolFacts | undefined;

/** Pools whose groups may differ: their claims, labels or existence changed. */
function dirtyPools(
  { before }: FactsChange,
  claimChanges: ReadonlyMap<string, ClaimChange>,
  poolOf: PoolLookup,
): readonly string[] {
  return [...before].flatMap(([name, was]) => {
    const is = poolOf(name);
    const sameLabels = was?.metadata === is?.metadata && was?.endpoint === is?.endpoint;
    return sameLabels && !claimChanges.has(name) ? [] : [name];
  });
}

function updateGroups(
  old: View['groupsOf'],
  dirty: ReadonlySet<string>,
  build: (name: string, groups: readonly PublishedGroup[]) => readonly PublishedGroup[],
): View['groupsOf'] {
  const editor = editPagedMap(old);
  for (const name of dirty) {
    const known = editor.get(name) ?? [];
    const groups = build(name, known);
    if (groups.length === 0 && known.length > 0) editor.delete(name);
    else if (groups !== known && groups.length > 0) editor.set(name, groups);
  }
  return editor.done();
}

/** The groups with those of the dirty pools in the place of their old ones. */
function groupsWith(
  old: View['groups'],
  dirty: ReadonlySet<string>,
  groupsOf: View['groupsOf'],
): View['groups'] {
  const nameOf = ({ pool }: PublishedGroup): string => pool;
  return replaced(old, dirty, nameOf, (name) => getFrom(groupsOf, name) ?? []);
}

function updateNames(old: readonly string[], { before }: FactsChange, poolOf: PoolLookup): readonly string[] {
  const isSame = [...before].every(([name, was]) => (was === undefined) === (poolOf(name) === undefined));
  return isSame ? old : members(old, before, (name) => poolOf(name) !== undefined);
}

function updateMembers(
  old: readonly string[],
  { before }: FactsChange,
  poolOf: PoolLookup,
  isMember: (pool: PoolFacts) => boolean,
): readonly string[] {
  const is = (name: string): boolean => {
    const pool = poolOf(name);
    return pool !== undefined && isMember(pool);
  };
  return [...before.keys()].every((name) => isIn(old, name) === is(name)) ? old : members(old, before, is);
}

function members(
  old: readonly string[],
  before: FactsChange['before'],
  isMember: (name: string) => boolean,
): readonly string[] {
  return replaced(
    old,
    before.keys(),
    (name) => name,
    (name) => (isMember(name) ? [name] : []),
  );
}

function updateAsks(old: View['asks'], { before }: FactsChange, poolOf: PoolLookup): View['asks'] {
  const isSame = [...before].every(([name, was]) => {
    const is = poolOf(name);
    return was?.endpoint === is?.endpoint && was?.gaveSrv === is?.gaveSrv;
  });
  if (isSame) return old;
  return replaced(
    old,
    before.keys(),
    ({ pool }) => pool,
    (name) => {
      const pool = poolOf(name);
      return pool === undefined ? [] : [{ pool: name, endpoint: pool.endpoint, gaveSrv: pool.gaveSrv }];
    },
  );
}
