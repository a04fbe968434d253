/**
 * The state as JSON, so that a restart remembers what it served and what waited to go.
 *
 * Times are written as ages, and shifted by the wall time that has passed when they are read.
 * Schema: spec/schemas/state-file.schema.json.
 */
import type { RecordType, Transport } from './answer.ts';
import { getFrom } from './paged-map.ts';
import type { PoolMetadata } from './pool.ts';
import type { Answer, HeldTarget, PoolFacts, State } from './state.ts';
import { targetsIn, type Target } from './target-list.ts';

/** Raised when a reader of the old form would misunderstand the new one. */
export const stateFileVersion = 1;

export interface SavedTarget {
  readonly address: string;
  readonly node?: string;
}

export interface SavedAnswer {
  readonly kind: 'records' | 'absent';
  readonly ageMs: number;
  readonly targets: readonly SavedTarget[];
  readonly recordType: RecordType | null;
  readonly transport: Transport;
  readonly negativeTtlMs: number;
  readonly firmForMs: number | null;
  readonly emptyForMs: number | null;
}

export interface SavedHeldTarget extends SavedTarget {
  readonly lackingForMs: number;
  readonly lastSeenAgeMs: number;
  readonly recordType: RecordType | null;
  readonly transport: Transport;
}

export interface SavedPool {
  readonly name: string;
  readonly endpoint: string;
  readonly listedForMs: number;
  readonly metadata: PoolMetadata;
  readonly metadataAgeMs: number | null;
  readonly missingForMs: number | null;
  readonly gaveSrv: boolean;
  readonly answer: SavedAnswer | null;
  readonly held: readonly SavedHeldTarget[];
}

export interface SavedList {
  readonly knownAgeMs: number | null;
  readonly origin: 'operator' | 'service' | null;
  readonly emptyForMs: number | null;
  /** The newest reading gave a whole list. */
  readonly isCurrent: boolean;
}

export interface StateFile {
  readonly version: typeof stateFileVersion;
  /** Of the configuration that the state belongs to. */
  readonly fingerprint: string;
  /** Milliseconds since 1970 when the ages were taken. */
  readonly savedAtWallMs: number;
  readonly confirmedAgeMs: number | null;
  /** A snapshot has been ready. */
  readonly begun: boolean;
  /** How long ago SD-RET-9 ceased to lengthen waits; null while it does, absent when it never did. */
  readonly collapseEndedForMs?: number | null;
  readonly list: SavedList;
  /** By name in code-unit order. */
  readonly pools: readonly SavedPool[];
}

/** `nowMs` is on the state's clock, `wallMs` counts from 1970. O(targets). */
export function saveState(state: State, nowMs: number, wallMs: number, fingerprint: string): StateFile {
  const pools = state.view.names.flatMap((name) => {
    const pool = getFrom(state.pools, name);
    return pool === undefined ? [] : [savedPool(pool, nowMs)];
  });
  return { ...savedHead(state, nowMs, wallMs, fingerprint), pools };
}

/**
 * The JSON of `saveState` in parts of some 64,000 characters, each made when it is taken: at a million
 * targets the whole would cost 400 MB for a moment. The state is immutable, so taking may last.
 */
export function* stateText(
  state: State,
  nowMs: number,
  wallMs: number,
  fingerprint: string,
): Generator<string, void, void> {
  const head = JSON.stringify({ ...savedHead(state, nowMs, wallMs, fingerprint), pools: [] });
  let part = head.slice(0, -']}'.length);
  let before = '';
  for (const name of state.view.names) {
    const pool = getFrom(state.pools, name);
    if (pool === undefined) continue;
    part += before + JSON.stringify(savedPool(pool, nowMs));
    before = ',';
    if (part.length < partUnits) continue;
    yield part;
    part = '';
  }
  yield `${part}]}`;
}

const partUnits = 64_000;

function savedHead(
  state: State,
  nowMs: number,
  wallMs: number,
  fingerprint: string,
): Omit<StateFile, 'pools'> {
  const age = (atMs: number | null): number | null => (atMs === null ? null : nowMs - atMs);
  const { list } = state;
  const { collapseEndedAtMs } = state.publication;
  return {
    version: stateFileVersion,
    fingerprint,
    savedAtWallMs: wallMs,
    confirmedAgeMs: age(state.confirmedAtMs),
    begun: state.publication.begun,
    ...(collapseEndedAtMs !== null && {
      collapseEndedForMs: collapseEndedAtMs === Infinity ? null : nowMs - collapseEndedAtMs,
    }),
    list: {
      knownAgeMs: age(list.knownAtMs),
      origin: list.origin,
      emptyForMs: age(list.emptySinceMs),
      isCurrent: list.isCurrent,
    },
  };
}

function savedPool(pool: PoolFacts, nowMs: number): SavedPool {
  const { name, endpoint, metadata, gaveSrv, answer } = pool;
  return {
    name,
    endpoint,
    listedForMs: nowMs - pool.listedAtMs,
    metadata,
    metadataAgeMs: pool.metadataAtMs === null ? null : nowMs - pool.metadataAtMs,
    missingForMs: pool.missingSinceMs === null ? null : nowMs - pool.missingSinceMs,
    gaveSrv,
    answer: answer && savedAnswer(answer, nowMs),
    held: pool.held.map((target) => savedHeld(target, nowMs)),
  };
}

function savedAnswer(answer: Answer, nowMs: number): SavedAnswer {
  const { kind, recordType, transport, negativeTtlMs } = answer;
  return {
    kind,
    ageMs: nowMs - answer.observedAtMs,
    targets: targetsIn(answer.targets).map(savedTarget),
    recordType,
    transport,
    negativeTtlMs,
    firmForMs: answer.firmSinceMs === null ? null : nowMs - answer.firmSinceMs,
    emptyForMs: answer.emptySinceMs === null ? null : nowMs - answer.emptySinceMs,
  };
}

function savedHeld(target: HeldTarget, nowMs: number): SavedHeldTarget {
  const { recordType, transport } = target;
  return {
    ...savedTarget(target),
    lackingForMs: nowMs - target.lackingSinceMs,
    lastSeenAgeMs: nowMs - target.lastSeenAtMs,
    recordType,
    transport,
  };
}

function savedTarget({ address, node }: Target): SavedTarget {
  return node === '' ? { address } : { address, node };
}
