/**
 * How each pool and the list stand, for metrics and pages. Nothing here is on the way to targets.
 */
import type { RecordType, Transport, UnknownWhy } from './answer.ts';
import { getFrom } from './paged-map.ts';
import { heldCount } from './change-events.ts';
import { lacksWithoutProof } from './apply-answer.ts';
import type { PoolOutcome } from './answer.ts';
import type { ListFailureReason } from './observation.ts';
import type { PoolMetadata } from './pool.ts';
import type { PoolFacts, PoolToAsk, State } from './state.ts';
import type { RefusedTarget } from './target.ts';

export interface PoolStatus {
  readonly pool: string;
  readonly endpoint: string;
  readonly metadata: PoolMetadata;
  /** The latest list names it. */
  readonly listed: boolean;
  /** How many targets are published for it. */
  readonly targets: number;
  /** How many of these wait to be removed. */
  readonly held: number;
  readonly answer: PoolAnswerStatus | null;
  /** Since when lookups have failed, and why; null when the last one did not. */
  readonly failure: { readonly why: UnknownWhy; readonly detail?: string; readonly forMs: number } | null;
  readonly refused: readonly RefusedTarget[];
}

export interface PoolAnswerStatus {
  readonly kind: 'records' | 'absent';
  readonly ageMs: number;
  readonly recordType: RecordType | null;
  readonly transport: Transport;
}

export interface ListStatus {
  readonly origin: 'operator' | 'service' | null;
  /** Age of the newest list that was read whole; null before there was one. */
  readonly ageMs: number | null;
  readonly failure: {
    readonly why: string;
    readonly reason: ListFailureReason;
    readonly forMs: number;
  } | null;
  readonly skipped: readonly string[];
}

/** Every known pool in code-unit order. O(pools). */
export function poolStatuses(state: State, nowMs: number): readonly PoolStatus[] {
  return state.view.names.flatMap((name) => {
    const pool = getFrom(state.pools, name);
    return pool === undefined ? [] : [statusOf(state, pool, nowMs)];
  });
}

function statusOf(state: State, pool: PoolFacts, nowMs: number): PoolStatus {
  const { name, endpoint, metadata, answer, failure, refused } = pool;
  const groups = getFrom(state.view.groupsOf, name) ?? [];
  return {
    pool: name,
    endpoint,
    metadata,
    listed: pool.missingSinceMs === null,
    targets: groups.reduce((sum, { targets }) => sum + targets.length, 0),
    held: heldCount(pool),
    answer: answer && {
      kind: answer.kind,
      ageMs: nowMs - answer.observedAtMs,
      recordType: answer.recordType,
      transport: answer.transport,
    },
    failure: failure && {
      why: failure.why,
      ...(failure.detail === undefined ? {} : { detail: failure.detail }),
      forMs: nowMs - failure.sinceMs,
    },
    refused,
  };
}

export function listStatus({ list }: State, nowMs: number): ListStatus {
  return {
    origin: list.origin,
    ageMs: list.knownAtMs === null ? null : nowMs - list.knownAtMs,
    failure: list.failure && {
      why: list.failure.why,
      reason: list.failure.reason,
      forMs: nowMs - list.failure.sinceMs,
    },
    skipped: list.skipped,
  };
}

/** The pools to ask, in code-unit order: listed ones and those not yet let go. The same array while nothing changed. */
export function poolsToAsk(state: State): readonly PoolToAsk[] {
  return state.view.asks;
}

/** How many targets all pools claim, those that several do as often: what a step costs that changes all. O(1). */
export function claimCount({ view }: State): number {
  return view.claimCount;
}

/** Pools whose removals wait for more evidence, in code-unit order. */
export function pendingPools(state: State): readonly string[] {
  return state.view.pending;
}

/** Whether this answer came over UDP and would remove something: ask again over TCP before believing it. */
export function needsTcp(state: State, pool: string, outcome: PoolOutcome): boolean {
  const facts = getFrom(state.pools, pool);
  return facts !== undefined && lacksWithoutProof(facts, outcome);
}

/** Addresses in the latest answers of several pools, with these pools. */
export function conflicts(state: State): ReadonlyMap<string, readonly string[]> {
  return state.view.conflicts;
}
