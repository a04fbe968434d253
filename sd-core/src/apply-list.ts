/**
 * What a pool list changes: pools appear at once, and go only as `removal` allows.
 */
import { canonicalJson, wellFormed } from './json-text.ts';
import { confirm, removePool, writePool, type Draft } from './draft.ts';
import { dnsNameProblem, withoutLastDot } from './names.ts';
import type { KnownList, ListObservation, UnknownList } from './observation.ts';
import { compareUnits } from './order.ts';
import type { Pool, PoolMetadata } from './pool.ts';
import { newPool, type PoolFacts } from './state.ts';

/** `names`: the pools known before the step. A late observation changes nothing. O(n log n) in the pools. */
export function applyList(
  draft: Draft,
  { observedAtMs, outcome }: ListObservation,
  names: readonly string[],
): void {
  if (draft.list.observedAtMs !== null && observedAtMs <= draft.list.observedAtMs) return;
  draft.list = { ...draft.list, observedAtMs };
  if (outcome.kind === 'unknown') return fail(draft, outcome, observedAtMs);
  const listed = readList(outcome.pools);
  const { maxPools } = draft.policy.limits;
  if (listed.pools.size > maxPools) {
    const why = `the list names ${listed.pools.size} pools, limits.max_pools allows ${maxPools}`;
    return fail(draft, { why, reason: 'limit' }, observedAtMs);
  }
  if (listed.pools.size === 0 && outcome.pools.length > 0) {
    const why = `none of the list's entries can be used: ${firstSkipped(listed)}`;
    return fail(draft, { why, reason: 'malformed' }, observedAtMs);
  }
  acceptList(draft, outcome.origin, listed, observedAtMs);
  draft.pools.reserve(listed.pools.size - draft.pools.size());
  for (const pool of listed.pools.values()) listPool(draft, pool, observedAtMs);
  const isWill = outcome.origin === 'operator' && listed.pools.size > 0;
  const known = new Set([...names, ...draft.before.keys()]);
  for (const name of known) if (!listed.pools.has(name)) missPool(draft, name, isWill, observedAtMs);
}

function fail(
  draft: Draft,
  { why, reason = 'other' }: Pick<UnknownList, 'why' | 'reason'>,
  observedAtMs: number,
): void {
  if (draft.list.failure === null) draft.events.push({ kind: 'list-failed', why, reason });
  draft.list = {
    ...draft.list,
    isCurrent: false,
    failure: { why, reason, sinceMs: draft.list.failure?.sinceMs ?? observedAtMs },
  };
}

interface ReadList {
  readonly pools: ReadonlyMap<string, Pool>;
  readonly skipped: ReadonlyMap<string, string>;
}

/** Canonical names; entries that cannot be asked, and second entries of a name, are set aside. */
function readList(pools: readonly Pool[]): ReadList {
  const good = new Map<string, Pool>();
  const skipped = new Map<string, string>();
  for (const pool of pools.map(canonical).toSorted(comparePools)) {
    const problem = poolProblem(pool);
    if (problem !== undefined) skipped.set(pool.name, problem);
    else if (!good.has(pool.name)) good.set(pool.name, pool);
    else if (good.get(pool.name)?.endpoint !== pool.endpoint)
      skipped.set(pool.name, 'is listed twice with different endpoints');
  }
  return { pools: good, skipped };
}

function firstSkipped({ skipped }: ReadList): string {
  const [first] = skipped;
  return first === undefined ? '' : `${first[0]} ${first[1]}`;
}

function canonical(pool: Pool): Pool {
  return {
    ...pool,
    name: wellFormed(pool.name).toLowerCase(),
    endpoint: withoutLastDot(pool.endpoint).toLowerCase(),
  };
}

/** The list's own order must not decide which of two entries wins. */
function comparePools(a: Pool, b: Pool): number {
  return (
    compareUnits(a.name, b.name) ||
    compareUnits(a.endpoint, b.endpoint) ||
    compareUnits(metadataText(a.metadata), metadataText(b.metadata))
  );
}

function poolProblem({ name, endpoint }: Pool): string | undefined {
  if (name === '') return 'has no name';
  const problem = dnsNameProblem(endpoint);
  return problem === undefined ? undefined : `endpoint ${JSON.stringify(endpoint)} ${problem}`;
}

function acceptList(draft: Draft, origin: KnownList['origin'], listed: ReadList, observedAtMs: number): void {
  const { list } = draft;
  const skipped = [...listed.skipped].map(([pool, why]) => `${pool}: ${why}`).toSorted(compareUnits);
  const told = new Set(list.skipped);
  for (const [pool, why] of listed.skipped) {
    if (!told.has(`${pool}: ${why}`)) draft.events.push({ kind: 'pool-skipped', pool, why });
  }
  if (list.failure !== null) draft.events.push({ kind: 'list-recovered' });
  const emptySinceMs = listed.pools.size === 0 ? (list.emptySinceMs ?? observedAtMs) : null;
  draft.list = {
    observedAtMs,
    knownAtMs: observedAtMs,
    origin,
    emptySinceMs,
    isCurrent: true,
    failure: null,
    skipped,
  };
  // A file that can be read proves nothing about the fleet, unless it says that there is none.
  if (origin === 'service' || listed.pools.size === 0) confirm(draft, observedAtMs);
}

function listPool(draft: Draft, pool: Pool, observedAtMs: number): void {
  const known = draft.pools.get(pool.name);
  if (known === undefined) draft.events.push({ kind: 'pool-added', pool: pool.name });
  const facts = known ?? newPool(pool.name, pool.endpoint, observedAtMs);
  const renamed = facts.endpoint !== pool.endpoint;
  const metadata = pool.metadata === undefined ? facts.metadata : keepSame(facts.metadata, pool.metadata);
  writePool(draft, {
    ...facts,
    endpoint: pool.endpoint,
    metadata,
    metadataAtMs: pool.metadata === undefined ? facts.metadataAtMs : observedAtMs,
    missingSinceMs: null,
    gaveSrv: facts.gaveSrv && !renamed,
  });
}

function missPool(draft: Draft, name: string, isWill: boolean, observedAtMs: number): void {
  const known: PoolFacts | undefined = draft.pools.get(name);
  if (known === undefined) return;
  if (isWill) removePool(draft, name, 'operator');
  else if (known.missingSinceMs === null) writePool(draft, { ...known, missingSinceMs: observedAtMs });
}

/** The old object when nothing in it changed, so that groups built from it are kept. */
function keepSame(old: PoolMetadata, next: PoolMetadata): PoolMetadata {
  return metadataText(old) === metadataText(next) ? old : next;
}

function metadataText(metadata: PoolMetadata | undefined): string {
  return canonicalJson(metadata ?? {});
}
