/**
 * The state that a file remembers, checked as if it came from a stranger: it was on a disk.
 *
 * What it holds must pass today's address policy; ages are clamped to 0…`maxAgeMs`.
 */
import { editPagedMap, emptyPagedMap } from './paged-map.ts';
import { claimCountOf } from './draft.ts';
import { jsonReader, shown, type JsonReader } from './json-reader.ts';
import { dnsNameProblem } from './names.ts';
import { compareUnits } from './order.ts';
import type { Policy } from './policy.ts';
import { poolChanges } from './pool-change.ts';
import type { PoolMetadata } from './pool.ts';
import {
  emptyView,
  initialState,
  type Answer,
  type HeldTarget,
  type PoolFacts,
  type State,
} from './state.ts';
import { isIn } from './sorted.ts';
import { stateFileVersion } from './state-file.ts';
import { targetListOf, type Target } from './target-list.ts';
import { addressPolicy, recordOf, type AddressPolicy } from './target.ts';
import { updateView } from './view.ts';

export type Restored =
  | { readonly kind: 'restored'; readonly state: State }
  /** Start without it; `why` is for people. */
  | { readonly kind: 'rejected'; readonly why: string };

/** When and under which configuration the file is read. */
export interface RestoreContext {
  readonly fingerprint: string;
  readonly nowMs: number;
  readonly wallMs: number;
  readonly policy: Policy;
}

type Json = ReturnType<JsonReader['object']>;

/** Everything the readers below need. */
interface Restoring {
  readonly read: JsonReader;
  readonly judge: AddressPolicy;
  /** The time on today's clock of something that was `age` old when it was saved. */
  readonly at: (from: Json, key: string, place: string) => number;
  /** The newest list's age as saved: older metadata must not become as new because both are clamped. */
  readonly listAge: unknown;
}

/** `data`: a parsed state file, or anything. O(targets). Never throws. */
export function restoreState(
  data: unknown,
  { fingerprint, nowMs, wallMs, policy }: RestoreContext,
): Restored {
  const read = jsonReader();
  const file = read.object(data, '$');
  if (file['version'] !== stateFileVersion) {
    const found = file['version'] === undefined ? 'missing' : shown(file['version']);
    return rejected(`its version is ${found}, this program reads ${stateFileVersion}`);
  }
  if (file['fingerprint'] !== fingerprint) return rejected('it belongs to another configuration');
  const passedMs = Math.max(0, wallMs - read.number(file, 'savedAtWallMs', '$'));
  const restoring: Restoring = {
    read,
    judge: addressPolicy(policy.limits),
    listAge: read.object(file['list'], '$.list')['knownAgeMs'],
    at: (from, key, place) => nowMs - clamp(read.number(from, key, place) + passedMs, policy.maxAgeMs),
  };
  const state = readState(restoring, file);
  const pools = read
    .array(file, 'pools', '$')
    .map((pool, index) => readPool(restoring, pool, `$.pools[${index}]`));
  const problem = read.problem() ?? poolsProblem(pools, policy);
  return problem === undefined
    ? { kind: 'restored', state: withPools(state, pools, policy) }
    : rejected(problem);
}

function rejected(why: string): Restored {
  return { kind: 'rejected', why };
}

function clamp(ageMs: number, maxAgeMs: number): number {
  return Math.min(Math.max(ageMs, 0), maxAgeMs);
}

function readState(restoring: Restoring, file: Json): State {
  const { read, at } = restoring;
  const list = read.object(file['list'], '$.list');
  const initial = initialState();
  const knownAtMs = read.nullable(list, 'knownAgeMs', () => at(list, 'knownAgeMs', '$.list'));
  return {
    ...initial,
    confirmedAtMs: read.nullable(file, 'confirmedAgeMs', () => at(file, 'confirmedAgeMs', '$')),
    publication: {
      ...initial.publication,
      begun: read.flag(file, 'begun', '$'),
      collapseEndedAtMs: readCollapseEnd(restoring, file),
    },
    list: {
      ...initial.list,
      observedAtMs: knownAtMs,
      knownAtMs,
      origin: read.nullable(list, 'origin', () =>
        read.oneOf(list, 'origin', '$.list', ['operator', 'service']),
      ),
      emptySinceMs: read.nullable(list, 'emptyForMs', () => at(list, 'emptyForMs', '$.list')),
      isCurrent: read.flag(list, 'isCurrent', '$.list'),
    },
  };
}

/** Absent: there was none. Null: it lasted. */
function readCollapseEnd({ read, at }: Restoring, file: Json): number | null {
  const key = 'collapseEndedForMs';
  const ended = read.optional(file, key, () => read.nullable(file, key, () => at(file, key, '$')));
  if (ended === undefined) return null;
  return ended ?? Infinity;
}

function readPool(restoring: Restoring, value: unknown, place: string): PoolFacts {
  const { read, at } = restoring;
  const pool = read.object(value, place);
  const answer = read.nullable(pool, 'answer', () =>
    readAnswer(restoring, pool['answer'], `${place}.answer`),
  );
  const held = read.array(pool, 'held', place).flatMap((target, index) => {
    return readHeld(restoring, target, `${place}.held[${index}]`);
  });
  return {
    name: read.text(pool, 'name', place),
    endpoint: read.text(pool, 'endpoint', place),
    listedAtMs: at(pool, 'listedForMs', place),
    metadata: readMetadata(read, pool['metadata'], `${place}.metadata`),
    metadataAtMs: read.nullable(pool, 'metadataAgeMs', () => {
      const ageMs = at(pool, 'metadataAgeMs', place);
      return pool['metadataAgeMs'] === restoring.listAge ? ageMs : null;
    }),
    missingSinceMs: read.nullable(pool, 'missingForMs', () => at(pool, 'missingForMs', place)),
    observedAtMs: answer?.observedAtMs ?? null,
    answer,
    held: sortedUnique(
      held.filter(({ address }) => answer === null || !isIn(answer.targets.addresses, address)),
    ),
    failure: null,
    gaveSrv: read.flag(pool, 'gaveSrv', place),
    refused: [],
    dropped: false,
  };
}

function readMetadata(read: JsonReader, value: unknown, place: string): PoolMetadata {
  const from = read.object(value, place);
  const texts = (['state', 'owner', 'instanceFamily', 'application'] as const).map((key) => {
    return [key, read.optional(from, key, () => read.text(from, key, place))] as const;
  });
  const isExclusive = read.optional(from, 'isExclusive', () => read.flag(from, 'isExclusive', place));
  const activeNodes = read.optional(from, 'activeNodes', () => read.number(from, 'activeNodes', place));
  const known = [...texts, ['isExclusive', isExclusive], ['activeNodes', activeNodes]] as const;
  return Object.fromEntries(known.filter(([, field]) => field !== undefined));
}

function readAnswer(restoring: Restoring, value: unknown, place: string): Answer {
  const { read, at } = restoring;
  const from = read.object(value, place);
  const targets = read.array(from, 'targets', place).flatMap((target, index) => {
    return readTarget(restoring, target, `${place}.targets[${index}]`);
  });
  return {
    kind: read.oneOf(from, 'kind', place, ['records', 'absent']),
    observedAtMs: at(from, 'ageMs', place),
    targets: targetListOf(targets),
    ...readRoute(read, from, place),
    negativeTtlMs: read.number(from, 'negativeTtlMs', place),
    firmSinceMs: read.nullable(from, 'firmForMs', () => at(from, 'firmForMs', place)),
    emptySinceMs: read.nullable(from, 'emptyForMs', () => at(from, 'emptyForMs', place)),
  };
}

function readHeld(restoring: Restoring, value: unknown, place: string): readonly HeldTarget[] {
  const { read, at } = restoring;
  const from = read.object(value, place);
  const times = {
    lackingSinceMs: at(from, 'lackingForMs', place),
    lastSeenAtMs: at(from, 'lastSeenAgeMs', place),
    ...readRoute(read, from, place),
  };
  return readTarget(restoring, value, place).map((target) => ({ ...target, ...times }));
}

function readRoute(read: JsonReader, from: Json, place: string): Pick<Answer, 'recordType' | 'transport'> {
  return {
    recordType: read.nullable(from, 'recordType', () => read.oneOf(from, 'recordType', place, ['SRV', 'A'])),
    transport: read.oneOf(from, 'transport', place, ['udp', 'tcp', 'system']),
  };
}

/** None when today's address policy refuses it. */
function readTarget({ read, judge }: Restoring, value: unknown, place: string): readonly Target[] {
  const from = read.object(value, place);
  const address = read.text(from, 'address', place);
  const node = read.optional(from, 'node', () => read.text(from, 'node', place));
  const judged = judge(recordOf({ address, node: node ?? '' }));
  return 'why' in judged ? [] : [judged];
}

/** By address, one of each. */
function sortedUnique(targets: readonly HeldTarget[]): readonly HeldTarget[] {
  const byAddress = new Map(targets.map((target) => [target.address, target]));
  return [...byAddress.values()].toSorted((a, b) => compareUnits(a.address, b.address));
}

function poolsProblem(pools: readonly PoolFacts[], { limits }: Policy): string | undefined {
  if (pools.length > limits.maxPools)
    return `it holds ${pools.length} pools, limits.max_pools allows ${limits.maxPools}`;
  if (new Set(pools.map(({ name }) => name)).size < pools.length) return '$.pools: a pool stands there twice';
  const odd = pools.find(({ name, endpoint }) => name === '' || dnsNameProblem(endpoint) !== undefined);
  return odd === undefined ? undefined : `$.pools: ${JSON.stringify(odd.name)} cannot be asked in the DNS`;
}

function withPools(state: State, facts: readonly PoolFacts[], policy: Policy): State {
  const editor = editPagedMap(emptyPagedMap<PoolFacts>());
  for (const pool of facts) editor.set(pool.name, pool);
  const pools = editor.done();
  const { view } = updateView(emptyView(), {
    poolsBefore: emptyPagedMap(),
    pools,
    changes: poolChanges(new Map(facts.map(({ name }) => [name, undefined])), pools),
    claimCount: facts.reduce((sum, pool) => sum + claimCountOf(pool), 0),
    perNode: policy.perNode,
  });
  return { ...state, pools, view };
}
