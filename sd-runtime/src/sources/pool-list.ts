/**
 * Checks a pool list that a person wrote, and turns it into pools. All problems at once.
 *
 * Pure: where an entry stands in a file is the caller's to know. The shape is that of
 * `spec/schemas/pool-list.schema.json`.
 */
import { endpointOf } from '@spcs-sd/core';
import type { Pool, PoolMetadata } from '@spcs-sd/core';

/** One thing that is wrong, at `path` from the list's root: `[3, 'name']` is the fourth entry's name. */
export interface PoolListProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type CheckedPoolList =
  | { readonly kind: 'good'; readonly pools: readonly Pool[] }
  | { readonly kind: 'bad'; readonly problems: readonly PoolListProblem[] };

interface Rule {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const textOf =
  (longest: number) =>
  (value: unknown): boolean =>
    typeof value === 'string' && value.length >= 1 && value.length <= longest;

const rules: ReadonlyMap<string, Rule> = new Map([
  ['name', { expected: "a pool's name of 1 to 255 characters", holds: textOf(255) }],
  ['endpoint', { expected: 'a DNS name of 1 to 254 characters', holds: textOf(254) }],
  ['state', { expected: 'a word such as ACTIVE', holds: textOf(Infinity) }],
  ['owner', { expected: "a role's name", holds: textOf(Infinity) }],
  ['instance_family', { expected: 'a machine type such as CPU_X64_S', holds: textOf(Infinity) }],
  ['application', { expected: "an application's name", holds: textOf(Infinity) }],
  ['is_exclusive', { expected: 'true or false', holds: (value) => typeof value === 'boolean' }],
  [
    'active_nodes',
    {
      expected: 'a whole number, 0 or more',
      holds: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
    },
  ],
]);

/** An entry whose keys and types have been checked. */
interface Entry {
  readonly name: string;
  readonly endpoint?: string;
  readonly state?: string;
  readonly owner?: string;
  readonly instance_family?: string;
  readonly application?: string;
  readonly is_exclusive?: boolean;
  readonly active_nodes?: number;
}

/** `data` is what a YAML or JSON parser gave. O(n). Never throws. */
export function checkPoolList(data: unknown): CheckedPoolList {
  if (!Array.isArray(data)) {
    const message = `expected a list of pools, each with a name, found ${describe(data)}`;
    return { kind: 'bad', problems: [{ path: [], message }] };
  }
  const entries: readonly unknown[] = data;
  const problems = [...entries.flatMap(entryProblems), ...duplicates(entries)];
  if (problems.length > 0) return { kind: 'bad', problems };
  return { kind: 'good', pools: entries.filter(isEntry).map(poolOfEntry) };
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntry = (value: unknown): value is Entry => isMapping(value) && entryProblems(value, 0).length === 0;

function entryProblems(value: unknown, index: number): readonly PoolListProblem[] {
  if (!isMapping(value)) {
    const message = `expected a mapping with a name, such as { name: pool1 }, found ${describe(value)}`;
    return [{ path: [index], message }];
  }
  const missing = 'name' in value ? [] : [{ path: [index], message: 'this pool has no name' }];
  return [...missing, ...Object.entries(value).flatMap(([key, held]) => keyProblems(index, key, held))];
}

function keyProblems(index: number, key: string, value: unknown): readonly PoolListProblem[] {
  const rule = rules.get(key);
  const path = [index, key];
  if (rule === undefined) {
    return [
      {
        path,
        message: `unknown key ${JSON.stringify(key)}, expected one of ${[...rules.keys()].join(', ')}`,
      },
    ];
  }
  return rule.holds(value)
    ? []
    : [{ path, message: `${key}: expected ${rule.expected}, found ${describe(value)}` }];
}

function duplicates(entries: readonly unknown[]): readonly PoolListProblem[] {
  const firsts = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    if (!isMapping(entry) || typeof entry['name'] !== 'string') return [];
    const name = entry['name'].toLowerCase();
    const first = firsts.get(name) ?? index;
    firsts.set(name, first);
    if (first === index) return [];
    const message = `the pool ${JSON.stringify(name)} is in the list already, as entry ${first + 1}`;
    return [{ path: [index, 'name'], message }];
  });
}

/** What was found, short enough for one line. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
}

function poolOfEntry(entry: Entry): Pool {
  const metadata: PoolMetadata = {
    ...(entry.state !== undefined && { state: entry.state }),
    ...(entry.owner !== undefined && { owner: entry.owner }),
    ...(entry.instance_family !== undefined && { instanceFamily: entry.instance_family }),
    ...(entry.application !== undefined && { application: entry.application }),
    ...(entry.is_exclusive !== undefined && { isExclusive: entry.is_exclusive }),
    ...(entry.active_nodes !== undefined && { activeNodes: entry.active_nodes }),
  };
  return {
    name: entry.name,
    endpoint: entry.endpoint?.replace(/\.$/u, '') ?? endpointOf(entry.name),
    metadata,
  };
}
