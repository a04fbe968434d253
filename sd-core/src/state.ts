/**
 * Everything that discovery remembers. Immutable; only `step` and `restoreState` make new ones.
 *
 * `pools` and `list` are facts: what was observed and when. `view` is derived from them and kept
 * only so that a step costs what changed; rebuilding it gives the same (a property test).
 */
import type { RecordType, Transport, UnknownWhy } from './answer.ts';
import { emptyPagedMap, type PagedMap } from './paged-map.ts';
import type { ListFailureReason } from './observation.ts';
import type { PoolMetadata } from './pool.ts';
import type { PublishedGroup } from './snapshot.ts';
import type { Target, TargetList } from './target-list.ts';
import type { RefusedTarget } from './target.ts';

/** A pool's last authoritative answer. All times are on the clock of `nowMs`. */
export interface Answer {
  readonly kind: 'records' | 'absent';
  /** When it was observed: how far the evidence for removals reaches. */
  readonly observedAtMs: number;
  /** What it contains; empty when absent. */
  readonly targets: TargetList;
  /** Null when absent: then no record type answered. */
  readonly recordType: RecordType | null;
  readonly transport: Transport;
  /** An absent answer's TTL; 0 for records and where it is hidden. */
  readonly negativeTtlMs: number;
  /** Since when answers are not doubtful; null when this one is. */
  readonly firmSinceMs: number | null;
  /** Since when answers are empty; null when this one is not. */
  readonly emptySinceMs: number | null;
}

/** A target that an answer lacks and that waits for confirmation. It is still served. */
export interface HeldTarget extends Target {
  readonly lackingSinceMs: number;
  readonly lastSeenAtMs: number;
  readonly recordType: RecordType | null;
  readonly transport: Transport;
}

export interface PoolFailure {
  readonly why: UnknownWhy;
  readonly detail?: string;
  readonly sinceMs: number;
}

export interface PoolFacts {
  /** Lower case. */
  readonly name: string;
  readonly endpoint: string;
  /** When a list first named it; answers from before then are not about this pool. */
  readonly listedAtMs: number;
  /** What a list last said; empty when none knew. */
  readonly metadata: PoolMetadata;
  /** Which list said so; older than the newest list when that one could not find out. */
  readonly metadataAtMs: number | null;
  /** Since when lists lack it; null while it is listed. */
  readonly missingSinceMs: number | null;
  /** The newest observation of any outcome; older ones change nothing. */
  readonly observedAtMs: number | null;
  /** Null until the first authoritative answer. */
  readonly answer: Answer | null;
  /** By address in code-unit order; none of them is in `answer.targets`. */
  readonly held: readonly HeldTarget[];
  readonly failure: PoolFailure | null;
  /** The name has given SRV: from then on a missing SRV is a removal. */
  readonly gaveSrv: boolean;
  readonly refused: readonly RefusedTarget[];
  /** Its last answer is older than `maxAgeMs` and the policy drops such pools. */
  readonly dropped: boolean;
}

export interface ListFailure {
  /** A sentence for people. */
  readonly why: string;
  readonly reason: ListFailureReason;
  readonly sinceMs: number;
}

export interface ListFacts {
  readonly observedAtMs: number | null;
  /** The newest list that was read whole. */
  readonly knownAtMs: number | null;
  readonly origin: 'operator' | 'service' | null;
  /** Since when lists name no pool; null when the last one did. */
  readonly emptySinceMs: number | null;
  /** The newest reading gave a whole list, so that what it says of pools can explain their removal. */
  readonly isCurrent: boolean;
  readonly failure: ListFailure | null;
  /** Entries that could not be used, as `name: why`, in code-unit order. */
  readonly skipped: readonly string[];
}

/** A pool's question, for whoever asks the DNS. */
export interface PoolToAsk {
  readonly pool: string;
  readonly endpoint: string;
  readonly gaveSrv: boolean;
}

/** Indexes over the facts. */
export interface View {
  /** How the groups were built; null before there were any. */
  readonly perNode: boolean | null;
  /** Pool names in code-unit order. */
  readonly names: readonly string[];
  readonly asks: readonly PoolToAsk[];
  /** Who claims an address: one pool, or several in code-unit order. */
  readonly claims: PagedMap<string | readonly string[]>;
  /** The sum over pools of what each claims; more than `claims.size` when claims overlap. */
  readonly claimCount: number;
  /** Each pool's groups; a pool without targets has none. */
  readonly groupsOf: PagedMap<readonly PublishedGroup[]>;
  readonly groups: readonly PublishedGroup[];
  /** Addresses in the latest answers of several pools, with these pools. */
  readonly conflicts: ReadonlyMap<string, readonly string[]>;
  /** Pools that hold targets or are missing from the list, in code-unit order. */
  readonly pending: readonly string[];
  /** Listed pools without an answer, in code-unit order. */
  readonly unanswered: readonly string[];
}

export interface State {
  readonly list: ListFacts;
  readonly pools: PagedMap<PoolFacts>;
  /** The newest authoritative answer of the list or a pool. */
  readonly confirmedAtMs: number | null;
  /** The first step's time. */
  readonly startedAtMs: number | null;
  readonly publication: Publication;
  readonly view: View;
}

/** How far publishing has come. */
export interface Publication {
  /** A snapshot has been ready, here or before a restart. */
  readonly begun: boolean;
  /** The first snapshot lacked answers that are still missing. */
  readonly awaitsCompletion: boolean;
  readonly expired: boolean;
  /** Pending removals exceed half of what is published. */
  readonly collapsing: boolean;
  /**
   * When they last ceased to: older evidence does not count for the short wait. Infinity while they do,
   * null when they never did.
   */
  readonly collapseEndedAtMs: number | null;
  /**
   * Before the first snapshot: when a result of no targets at all ended. Infinity while it lasts, null
   * when there was none.
   */
  readonly emptyEndedAtMs: number | null;
}

/** Before the first observation. */
export function initialState(): State {
  return {
    list: {
      observedAtMs: null,
      knownAtMs: null,
      origin: null,
      emptySinceMs: null,
      isCurrent: false,
      failure: null,
      skipped: [],
    },
    pools: emptyPagedMap(),
    confirmedAtMs: null,
    startedAtMs: null,
    publication: {
      begun: false,
      awaitsCompletion: false,
      expired: false,
      collapsing: false,
      collapseEndedAtMs: null,
      emptyEndedAtMs: null,
    },
    view: emptyView(),
  };
}

export function emptyView(): View {
  return {
    perNode: null,
    names: [],
    asks: [],
    claims: emptyPagedMap(),
    claimCount: 0,
    groupsOf: emptyPagedMap(),
    groups: [],
    conflicts: new Map(),
    pending: [],
    unanswered: [],
  };
}

/** A pool that a list names for the first time. */
export function newPool(name: string, endpoint: string, listedAtMs: number): PoolFacts {
  return {
    name,
    endpoint,
    listedAtMs,
    metadata: {},
    metadataAtMs: null,
    missingSinceMs: null,
    observedAtMs: null,
    answer: null,
    held: [],
    failure: null,
    gaveSrv: false,
    refused: [],
    dropped: false,
  };
}
