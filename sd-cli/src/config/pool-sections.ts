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
import type { SectionContext } from './section-context.ts';
import { snowflakeFindings } from './snowflake-findings.ts';
import { onlyEntry, snowflakeSettings, type SnowflakePools } from './snowflake-section.ts';

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

export type PoolSettings = FilePools | StaticPools | SnowflakePools;

interface PoolSection<Value> {
  /** Called with a value that fits the schema and has no findings. */
  readonly settings: (value: Value, context: SectionContext) => PoolSettings;
  /** What the schema cannot say. Called with any value, also one that does not fit it. */
  readonly findings: (value: unknown, path: Path, env: SectionContext['env']) => readonly Finding[];
}

type PoolKey = keyof Config['pools'];

type Sections = { readonly [Key in PoolKey]-?: PoolSection<NonNullable<Config['pools'][Key]>> };

const sections: Sections = {
  snowflake: {
    settings: (value, context) => snowflakeSettings(onlyEntry(value), context),
    findings: snowflakeFindings,
  },
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

/** The findings of every section that is there. */
export function poolsFindings(pools: unknown, env: SectionContext['env']): readonly Finding[] {
  if (typeof pools !== 'object' || pools === null) return [];
  return Object.entries(sections).flatMap(([key, { findings }]) =>
    Object.hasOwn(pools, key) ? findings(Reflect.get(pools, key), ['pools', key], env) : [],
  );
}

/** `pools` fits the schema: exactly one key is there. */
export function poolSettings(pools: Config['pools'], context: SectionContext): PoolSettings {
  if (pools.snowflake !== undefined) return sections.snowflake.settings(pools.snowflake, context);
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
    case 'snowflake': {
      const { account, role = '' } = pools.options;
      return { kind: pools.kind, account: account.toUpperCase(), role: role.toUpperCase() };
    }
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
