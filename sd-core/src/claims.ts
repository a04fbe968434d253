/**
 * Who owns an address that several pools claim: rule 5.
 *
 * A pool claims what its latest answer contains and what it holds. A claim in a latest answer
 * beats a held one; among equals the first pool name in code-unit order owns it.
 */
import { editBucketMap, getFrom, type BucketMapEditor } from './bucket-map.ts';
import { compareUnits } from './order.ts';
import type { PoolFacts, View } from './state.ts';
import type { Target } from './target.ts';

type Claims = View['claims'];
type PoolLookup = (name: string) => PoolFacts | undefined;

/** What a pool claims, by address in code-unit order. */
export function claimedBy(pool: PoolFacts | undefined): readonly Target[] {
  if (pool === undefined || pool.dropped) return [];
  const targets = pool.answer?.targets ?? [];
  if (pool.held.length === 0) return targets;
  return [...targets, ...pool.held].toSorted((a, b) => compareUnits(a.address, b.address));
}

/** How a pool's claims differ between two moments. */
export interface ClaimChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Claimed before and after, but now held, or now answered again. */
  readonly turned: readonly string[];
}

/** Undefined when nothing differs. O(1) then, otherwise O(n) in the claims. */
export function claimChange(
  before: PoolFacts | undefined,
  after: PoolFacts | undefined,
): ClaimChange | undefined {
  if (haveSameClaims(before, after)) return undefined;
  if (claimedBy(before).length === 0) {
    return { added: claimedBy(after).map(({ address }) => address), removed: [], turned: [] };
  }
  const was = heldByAddress(before);
  const is = heldByAddress(after);
  return {
    added: [...is.keys()].filter((address) => !was.has(address)),
    removed: [...was.keys()].filter((address) => !is.has(address)),
    turned: [...is].flatMap(([address, held]) => (was.get(address) === !held ? [address] : [])),
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

function heldByAddress(pool: PoolFacts | undefined): ReadonlyMap<string, boolean> {
  const map = new Map<string, boolean>();
  if (pool === undefined || pool.dropped) return map;
  for (const { address } of pool.answer?.targets ?? []) map.set(address, false);
  for (const { address } of pool.held) map.set(address, true);
  return map;
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

type ClaimsEditor = BucketMapEditor<string | readonly string[]>;

/**
 * Applies the changes of several pools. O(1) for each address that only one pool claims; the
 * claimants of another are sorted once, however many come at a time.
 */
export function changeClaims(old: Claims, changes: ReadonlyMap<string, ClaimChange>): ChangedClaims {
  const claims = editBucketMap(old);
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

/** The targets that a pool owns, by address. O(n) in its claims while nobody else claims them. */
export function ownedBy(pool: PoolFacts, claims: Claims, pools: PoolLookup): readonly Target[] {
  const claimed = claimedBy(pool);
  const owned = claimed.filter(({ address }) => {
    const claimants = getFrom(claims, address);
    return typeof claimants !== 'object' || ownerAmong(claimants, address, pools) === pool.name;
  });
  return owned.length === claimed.length ? claimed : owned;
}

/** The pools whose latest answers contain an address, in code-unit order. */
export function answeredBy(claims: Claims, address: string, pools: PoolLookup): readonly string[] {
  return claimantsOf(claims, address).filter((name) => isAnswered(pools(name), address));
}

/** Binary search: targets are sorted by address. */
function isAnswered(pool: PoolFacts | undefined, address: string): boolean {
  const targets = pool?.answer?.targets ?? [];
  let [low, high] = [0, targets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((targets[middle]?.address ?? '') < address) low = middle + 1;
    else high = middle;
  }
  return targets[low]?.address === address;
}
