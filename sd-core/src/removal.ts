/**
 * What may go now: rule 4. Additions need no permission; every removal passes through here.
 *
 * Evidence is the time between the first answer that lacked a target and the newest answer that
 * still lacks it. Time without answers is no evidence, so unknowns neither confirm nor reset.
 */
import { claimCountOf, removePool, writePool, type Draft } from './draft.ts';
import type { Policy } from './policy.ts';
import type { Answer, HeldTarget, PoolFacts } from './state.ts';

/** How much of what is published waits to go, not counting what the list explains. */
export interface Collapse {
  readonly held: number;
  readonly published: number;
  readonly isCollapse: boolean;
}

/** Something of it waits to go: it holds targets, or the list lacks it. */
export function mayShrink({ held, missingSinceMs }: PoolFacts): boolean {
  return held.length > 0 || missingSinceMs !== null;
}

/**
 * Removes what is confirmed until nothing more is: each removal changes what half of the rest is. `names`:
 * all pools of which something may wait to go.
 */
export function removeConfirmed(draft: Draft, names: Iterable<string>): Collapse {
  const waiting = [...new Set(names)].filter((name) => {
    const pool = draft.pools.get(name);
    return pool !== undefined && mayShrink(pool);
  });
  for (;;) {
    const collapse = collapseOf(draft, waiting);
    let removed = false;
    for (const name of waiting) removed = removeFrom(draft, name, collapse) || removed;
    if (!removed) return collapse;
  }
}

function collapseOf(draft: Draft, pending: Iterable<string>): Collapse {
  let held = 0;
  for (const name of pending) held += unexcused(draft, draft.pools.get(name));
  const published = draft.claimCount;
  return { held, published, isCollapse: held * 2 > published };
}

function unexcused(draft: Draft, pool: PoolFacts | undefined): number {
  if (pool === undefined || pool.dropped) return 0;
  if (pool.missingSinceMs !== null) return isAbsent(pool) ? 0 : claimCountOf(pool);
  return isExcused(draft, pool) ? 0 : pool.held.length;
}

/** The newest list itself says that the pool has no nodes. */
export function isExcused({ list }: Pick<Draft, 'list'>, pool: PoolFacts): boolean {
  if (!list.isCurrent) return false;
  if (pool.missingSinceMs !== null) return true;
  if (pool.metadataAtMs === null || pool.metadataAtMs !== list.knownAtMs) return false;
  const state = pool.metadata.state?.toUpperCase();
  return state === 'SUSPENDED' || state === 'STOPPING' || pool.metadata.activeNodes === 0;
}

/** By an answer that is not doubtful. */
function isAbsent({ answer }: PoolFacts): boolean {
  return answer?.kind === 'absent' && answer.firmSinceMs !== null;
}

/** Returns whether anything went. */
function removeFrom(draft: Draft, name: string, { isCollapse }: Collapse): boolean {
  const pool = draft.pools.get(name);
  if (pool === undefined) return false;
  if (mayRemovePool(draft, pool, isCollapse)) {
    removePool(draft, name, 'list');
    return true;
  }
  const quickFromMs = quickFrom(draft, isCollapse, isExcused(draft, pool));
  const held = pool.held.filter((target) => !mayRemoveTarget(draft, pool, target, quickFromMs));
  if (held.length === pool.held.length) return false;
  writePool(draft, { ...pool, held });
  return true;
}

/**
 * From when on evidence counts for the short wait; Infinity where only the long one will do. Those that
 * came back first end a collapse: the others must not go before they had their chance.
 */
function quickFrom({ quickFromMs }: Draft, isCollapse: boolean, isWitnessed: boolean): number {
  if (isWitnessed) return -Infinity;
  return isCollapse ? Infinity : quickFromMs;
}

/** The list lacks it for long enough; a DNS that has nothing for it either is a second witness. */
function mayRemovePool(draft: Draft, pool: PoolFacts, isCollapse: boolean): boolean {
  const { list, policy } = draft;
  if (pool.missingSinceMs === null || list.knownAtMs === null) return false;
  if (list.knownAtMs - pool.missingSinceMs >= collapseMs(policy)) return true;
  const sinceMs = Math.max(pool.missingSinceMs, quickFrom(draft, isCollapse, isAbsent(pool)));
  const negativeTtlMs = pool.answer?.negativeTtlMs ?? 0;
  return list.knownAtMs - sinceMs >= atLeastTwiceTtl(policy.confirmForMs, negativeTtlMs);
}

function mayRemoveTarget(
  { policy }: Draft,
  pool: PoolFacts,
  target: HeldTarget,
  quickFromMs: number,
): boolean {
  return pool.answer !== null && isProven(pool.answer, target.lackingSinceMs, quickFromMs, policy);
}

/**
 * Whether answers have said the same since `sinceMs` for long enough to be believed. Doubtful ones, and
 * what was said before `quickFromMs`, count only towards the wait of a collapse.
 */
export function isProven(answer: Answer, sinceMs: number, quickFromMs: number, policy: Waits): boolean {
  const { observedAtMs, negativeTtlMs, firmSinceMs } = answer;
  if (observedAtMs - sinceMs >= atLeastTwiceTtl(collapseMs(policy), negativeTtlMs)) return true;
  if (firmSinceMs === null) return false;
  const countedFromMs = Math.max(sinceMs, firmSinceMs, quickFromMs);
  return observedAtMs - countedFromMs >= atLeastTwiceTtl(policy.confirmForMs, negativeTtlMs);
}

type Waits = Pick<Policy, 'confirmForMs' | 'confirmCollapseMs'>;

/** In milliseconds: a collapse never waits less than a single removal. */
export function collapseMs({ confirmForMs, confirmCollapseMs }: Waits): number {
  return Math.max(confirmForMs, confirmCollapseMs);
}

/** A cache repeats a negative answer for its TTL: two of those are one observation. 0 asks for no wait at all. */
function atLeastTwiceTtl(waitMs: number, negativeTtlMs: number): number {
  return waitMs === 0 ? 0 : Math.max(waitMs, 2 * negativeTtlMs);
}
