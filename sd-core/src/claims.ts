/**
 * Who owns an address that several pools claim: rule 5.
 *
 * A pool claims what its latest answer contains and what it holds. A claim in a latest answer
 * beats a held one; among equals the first pool name in code-unit order owns it.
 */
import { editPagedMap, getFrom, type PagedMapEditor } from './paged-map.ts';
import { compareUnits } from './order.ts';
import { isIn, without } from './sorted.ts';
import type { HeldTarget, PoolFacts, View } from './state.ts';
import { noTargets, targetsIn, type Target } from './target-list.ts';

type Claims = View['claims'];
type PoolLookup = (name: string) => PoolFacts | undefined;

/** The addresses that a pool claims, in code-unit order. O(1) while it holds none. */
export function claimedAddresses(pool: PoolFacts | undefined): readonly string[] {
  if (pool === undefined || pool.dropped) return [];
  const answered = addressesIn(pool);
  return pool.held.length === 0 ? answered : [...answered, ...heldAddresses(pool)].toSorted(compareUnits);
}

/** What a pool claims, by address in code-unit order. O(n). */
export function claimedTargets(pool: PoolFacts): readonly (Target | HeldTarget)[] {
  if (pool.dropped) return [];
  const answered = targetsIn(pool.answer?.targets ?? noTargets);
  return [...answered, ...pool.held].toSorted((a, b) => compareUnits(a.address, b.address));
}

/** Those of the latest answer, in code-unit order. */
export function addressesIn({ answer }: PoolFacts): readonly string[] {
  return answer?.targets.addresses ?? [];
}

function heldAddresses(pool: PoolFacts | undefined): readonly string[] {
  return pool?.held.map(({ address }) => address) ?? [];
}

/** How a pool's claims differ between two moments. */
export interface ClaimChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Held before or after: what is now in the answer, or no longer in it, weighs differently. */
  readonly turned: readonly string[];
}

/** Undefined when nothing differs. O(1) then, otherwise O(n) in the claims. */
export function claimChange(
  before: PoolFacts | undefined,
  after: PoolFacts | undefined,
): ClaimChange | undefined {
  if (haveSameClaims(before, after)) return undefined;
  const [was, is] = [claimedAddresses(before), claimedAddresses(after)];
  return {
    added: without(is, was),
    removed: without(was, is),
    turned: [...heldAddresses(before), ...heldAddresses(after)],
  };
}

function haveSameClaims(before: PoolFacts | undefined, after: PoolFacts | undefined): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    before.answer?.targets === after.answer?.targets &&
    before.held === after.held &&
    before.dropped === after.dropped
  );
}

/** The pools that claim an address, in code-unit order. */
function claimantsOf(claims: Claims, address: string): readonly string[] {
  const claimants = getFrom(claims, address);
  if (claimants === undefined) return [];
  return typeof claimants === 'string' ? [claimants] : claimants;
}

export interface ChangedClaims {
  readonly claims: Claims;
  /** Addresses that a change touched and that more than one pool claims, or claimed before it. */
  readonly shared: ReadonlySet<string>;
}

type ClaimsEditor = PagedMapEditor<string | readonly string[]>;

/**
 * Applies the changes of several pools. O(1) for each address that only one pool claims; the
 * claimants of another are sorted once, however many come at a time.
 */
export function changeClaims(old: Claims, changes: ReadonlyMap<string, ClaimChange>): ChangedClaims {
  const claims = editPagedMap(old);
  let more = 0;
  for (const { added, removed } of changes.values()) more += added.length - removed.length;
  claims.reserve(more);
  const joining = new Map<string, string[]>();
  const shared = new Set<string>();
  for (const [pool, { added, removed, turned }] of changes) {
    for (const address of added) addClaim(claims, address, pool, joining);
    for (const address of removed) if (removeClaim(claims, address, pool)) shared.add(address);
    for (const address of turned) if (typeof claims.get(address) === 'object') shared.add(address);
  }
  for (const [address, pools] of joining) {
    const claimants = [claims.get(address) ?? [], pools].flat().toSorted(compareUnits);
    claims.set(address, claimants.length === 1 ? (claimants[0] ?? '') : claimants);
    shared.add(address);
  }
  return { claims: claims.done(), shared };
}

/** Claims of an address that is claimed already wait in `joining`. */
function addClaim(claims: ClaimsEditor, address: string, pool: string, joining: Map<string, string[]>): void {
  if (claims.insert(address, pool) === undefined) return;
  if (joining.get(address)?.push(pool) === undefined) joining.set(address, [pool]);
}

/** Returns whether another pool still claims it. */
function removeClaim(claims: ClaimsEditor, address: string, pool: string): boolean {
  const left = [claims.get(address) ?? []].flat().filter((name) => name !== pool);
  const [first, ...more] = left;
  if (first === undefined) claims.delete(address);
  else claims.set(address, more.length === 0 ? first : left);
  return first !== undefined;
}

/** Who owns an address; undefined when nobody claims it. */
export function ownerOf(claims: Claims, address: string, pools: PoolLookup): string | undefined {
  return ownerAmong(claimantsOf(claims, address), address, pools);
}

/** The owner among several claimants in code-unit order. */
function ownerAmong(claimants: readonly string[], address: string, pools: PoolLookup): string | undefined {
  return claimants.find((name) => isAnswered(pools(name), address)) ?? claimants[0];
}

/** The addresses that a pool owns. O(n) in its claims while nobody else claims them. */
export function ownedBy(pool: PoolFacts, claims: Claims, pools: PoolLookup): readonly string[] {
  const claimed = claimedAddresses(pool);
  const owned = claimed.filter((address) => {
    const claimants = getFrom(claims, address);
    return typeof claimants !== 'object' || ownerAmong(claimants, address, pools) === pool.name;
  });
  return owned.length === claimed.length ? claimed : owned;
}

/** The pools whose latest answers contain an address, in code-unit order. */
export function answeredBy(claims: Claims, address: string, pools: PoolLookup): readonly string[] {
  return claimantsOf(claims, address).filter((name) => isAnswered(pools(name), address));
}

function isAnswered(pool: PoolFacts | undefined, address: string): boolean {
  return pool !== undefined && isIn(addressesIn(pool), address);
}
