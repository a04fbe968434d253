/**
 * What may be published now: rules 2 and 3, "no lie at the start" and "last good, with its age".
 */
import { getFrom } from './paged-map.ts';
import type { CoreEvent } from './event.ts';
import type { Policy } from './policy.ts';
import { collapseMs, isExcused, isProven } from './removal.ts';
import {
  madeByStep,
  type ExpiredSnapshot,
  type ReadySnapshot,
  type Snapshot,
  type WaitingSnapshot,
} from './snapshot.ts';
import type { PoolFacts, Publication, State } from './state.ts';

const mark = { [madeByStep]: true } as const;

export interface Published {
  readonly snapshot: Snapshot;
  readonly publication: Publication;
  readonly events: readonly CoreEvent[];
}

/** Decides for a state whose facts and view are up to date. O(1), and O(pools) while it waits after the grace. */
export function publish(state: State, nowMs: number, policy: Policy): Published {
  const { publication, view } = state;
  const isComplete = view.unanswered.length === 0;
  const emptyEndedAtMs = emptyEnd(state, nowMs);
  const begun = publication.begun || mayBegin(state, emptyEndedAtMs, nowMs, policy);
  if (!begun)
    return { snapshot: waiting(state), publication: { ...publication, emptyEndedAtMs }, events: [] };
  const expired = isExpired(state, nowMs, policy);
  const events: CoreEvent[] = [];
  if (!publication.begun)
    events.push({ kind: 'snapshot-first', complete: isComplete, unknownPools: view.unanswered });
  if (publication.awaitsCompletion && isComplete) events.push({ kind: 'snapshot-completed' });
  if (expired !== publication.expired)
    events.push({ kind: expired ? 'snapshot-expired' : 'snapshot-renewed' });
  const awaitsCompletion = !isComplete && (publication.awaitsCompletion || !publication.begun);
  return {
    snapshot: expired ? expiredSnapshot(state) : ready(state),
    publication: { ...publication, begun, expired, awaitsCompletion, emptyEndedAtMs: null },
    events,
  };
}

/** When a result without any target ended: Infinity while there is one, null when there was none. */
function emptyEnd({ list, view, publication }: State, nowMs: number): number | null {
  const isEmpty = list.knownAtMs !== null && view.unanswered.length === 0 && view.claims.size === 0;
  if (isEmpty) return Infinity;
  return publication.emptyEndedAtMs === Infinity ? nowMs : publication.emptyEndedAtMs;
}

function mayBegin(state: State, emptyEndedAtMs: number | null, nowMs: number, policy: Policy): boolean {
  const { list, view, startedAtMs } = state;
  if (list.knownAtMs === null) return false;
  const hasTargets = view.claims.size > 0;
  // Those that come back first after a result of nothing must not begin without the others.
  if (hasTargets && emptyEndedAtMs !== null && !areEmptyProven(state, emptyEndedAtMs, policy)) return false;
  if (view.unanswered.length === 0) return hasTargets || isEmptyConfirmed(state, policy);
  const waitedMs = nowMs - (startedAtMs ?? nowMs);
  if (!hasTargets || waitedMs < policy.startupGraceMs) return false;
  const listed = listedPools(state).length;
  return view.unanswered.filter((name) => mayHaveNodes(state, name)).length * 2 <= listed;
}

/** A server may have no answer for pools that sleep, and most of a fleet may sleep. */
function mayHaveNodes(state: State, name: string): boolean {
  const pool = getFrom(state.pools, name);
  return pool === undefined || !isExcused(state, pool);
}

/**
 * A first result of nothing would clear every scraper, so it waits as a collapse does: for the
 * list when it names no pool, otherwise for each pool that the list does not explain.
 */
function isEmptyConfirmed(state: State, policy: Policy): boolean {
  const { list } = state;
  if (list.emptySinceMs !== null)
    return (list.knownAtMs ?? -Infinity) - list.emptySinceMs >= collapseMs(policy);
  // A pool that was dropped for its age is not one that said that it has nothing.
  const areEmpty = listedPools(state).every(({ answer }) => answer !== null && answer.emptySinceMs !== null);
  return areEmpty && areEmptyProven(state, Infinity, policy);
}

/** Every pool that was empty before a time has been for long enough; the short wait counts from that time on. */
function areEmptyProven(state: State, quickFromMs: number, policy: Policy): boolean {
  return listedPools(state).every((pool) => {
    const { answer } = pool;
    if (answer === null || answer.emptySinceMs === null || answer.emptySinceMs >= quickFromMs) return true;
    const fromMs = isExcused(state, pool) ? -Infinity : quickFromMs;
    return isProven(answer, answer.emptySinceMs, fromMs, policy);
  });
}

function listedPools({ view, pools }: State): readonly PoolFacts[] {
  return view.names.flatMap((name) => {
    const pool = getFrom(pools, name);
    return pool === undefined || pool.missingSinceMs !== null ? [] : [pool];
  });
}

/** Nothing at all was confirmed for `maxAgeMs`, or dropping old pools one by one left nothing. */
function isExpired({ confirmedAtMs, view, pools }: State, nowMs: number, { maxAgeMs }: Policy): boolean {
  if (confirmedAtMs === null || nowMs - confirmedAtMs >= maxAgeMs) return true;
  return view.claims.size === 0 && view.names.some((name) => getFrom(pools, name)?.dropped === true);
}

function waiting({ list, view }: State): WaitingSnapshot {
  const listUnknown = list.knownAtMs === null;
  return Object.freeze({
    ...mark,
    kind: 'waiting',
    listUnknown,
    unknownPools: view.unanswered,
    emptyUnconfirmed: !listUnknown && view.unanswered.length === 0,
  });
}

function ready({ view, confirmedAtMs }: State): ReadySnapshot {
  return Object.freeze({
    ...mark,
    kind: 'ready',
    groups: view.groups,
    complete: view.unanswered.length === 0,
    unknownPools: view.unanswered,
    pools: view.names,
    targetCount: view.claims.size,
    confirmedAtMs: confirmedAtMs ?? -Infinity,
  });
}

function expiredSnapshot({ confirmedAtMs }: State): ExpiredSnapshot {
  return Object.freeze({ ...mark, kind: 'expired', confirmedAtMs: confirmedAtMs ?? -Infinity });
}
