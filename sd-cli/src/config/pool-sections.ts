/**
 * The ways to name a pool source: the keys of `pools`, and what each becomes.
 *
 * A new source needs its key in the schema and its section here; nothing else of the configuration
 * changes.
 */
import { resolve } from 'node:path';
import { dnsNameProblem, type Pool } from '@spcs-sd/core';
import { checkPoolList } from '@spcs-sd/runtime';
import type { Config } from '@spcs-sd/spec';
import { defaultMs } from './defaults.ts';
import { parseDuration } from './duration.ts';
import { shortText, type Finding, type Path } from './finding.ts';

export interface FilePools {
  readonly kind: 'file';
  /** Absolute. */
  readonly path: string;
  readonly refreshIntervalMs: number;
}

export interface StaticPools {
  readonly kind: 'static';
  readonly pools: readonly Pool[];
}

export type PoolSettings = FilePools | StaticPools;

/** What a section may know besides its own keys. */
export interface SectionContext {
  /** The configuration file's folder: relative paths start there. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface PoolSection<Value> {
  /** Called with a value that fits the schema and has no findings. */
  readonly settings: (value: Value, context: SectionContext) => PoolSettings;
  /** What the schema cannot say. Called with any value, also one that does not fit it. */
  readonly findings: (value: unknown, path: Path) => readonly Finding[];
}

type PoolKey = keyof Config['pools'];

type Sections = { readonly [Key in PoolKey]-?: PoolSection<NonNullable<Config['pools'][Key]>> };

const sections: Sections = {
  file: {
    settings: ({ path, refresh_interval: interval }, { folder }) => ({
      kind: 'file',
      path: resolve(folder, path),
      refreshIntervalMs: parseDuration(interval) ?? defaultMs.fileRefresh,
    }),
    findings: () => [],
  },
  static: {
    settings: (entries) => {
      const checked = checkPoolList(entries);
      return { kind: 'static', pools: checked.kind === 'good' ? checked.pools : [] };
    },
    findings: (value, path) =>
      Array.isArray(value) ? [...sameNames(value, path), ...oddEndpoints(value, path)] : [],
  },
};

/** Keys that will mean something one day: their error says so instead of guessing at a typing mistake. */
const plannedKeys: ReadonlySet<string> = new Set(['snowflake']);

/** What to say of a key of `pools` that this version does not know. */
export function unknownPoolsHint(key: string): string | undefined {
  return plannedKeys.has(key) ? `this version reads pools from ${known} only` : undefined;
}

const known = Object.keys(sections).join(' or ');

/** What to say when there is no configuration at all. */
export const noConfigMessage: string =
  'no configuration: give --config.file=FILE, a file that names the pools ' +
  `(this version reads them from ${known} only)`;

/** The findings of every section that is there. */
export function poolsFindings(pools: unknown): readonly Finding[] {
  if (typeof pools !== 'object' || pools === null) return [];
  return Object.entries(sections).flatMap(([key, { findings }]) =>
    Object.hasOwn(pools, key) ? findings(Reflect.get(pools, key), ['pools', key]) : [],
  );
}

/** `pools` fits the schema: exactly one key is there. */
export function poolSettings(pools: Config['pools'], context: SectionContext): PoolSettings {
  if (pools.file !== undefined) return sections.file.settings(pools.file, context);
  return sections.static.settings(pools.static ?? [], context);
}

/** What makes a source another one, to which an earlier state does not belong. */
export function poolsIdentity(pools: PoolSettings): Readonly<Record<string, string>> {
  switch (pools.kind) {
    case 'file':
      return { kind: pools.kind, path: pools.path };
    case 'static':
      return { kind: pools.kind };
  }
}

function textAt(entry: unknown, key: string): string | undefined {
  const value: unknown =
    typeof entry === 'object' && entry !== null && Object.hasOwn(entry, key)
      ? Reflect.get(entry, key)
      : undefined;
  return typeof value === 'string' ? value : undefined;
}

function sameNames(entries: readonly unknown[], path: Path): readonly Finding[] {
  const firsts = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const name = textAt(entry, 'name');
    if (name === undefined) return [];
    const first = firsts.get(name.toLowerCase());
    if (first === undefined) {
      firsts.set(name.toLowerCase(), index);
      return [];
    }
    const found = `${shortText(name)} again (first in entry ${first + 1})`;
    return [{ path: [...path, index, 'name'], part: 'value' as const, expected: 'each pool once', found }];
  });
}

function oddEndpoints(entries: readonly unknown[], path: Path): readonly Finding[] {
  return entries.flatMap((entry, index) => {
    const endpoint = textAt(entry, 'endpoint');
    const problem = endpoint === undefined ? undefined : dnsNameProblem(endpoint.replace(/\.$/, ''));
    if (endpoint === undefined || problem === undefined) return [];
    const found = `${shortText(endpoint)}, which ${problem}`;
    return [{ path: [...path, index, 'endpoint'], part: 'value' as const, expected: 'a DNS name', found }];
  });
}
