/**
 * SHOW COMPUTE POOLS. Pure.
 *
 * Source: Snowflake's SHOW COMPUTE POOLS: its columns in their order, 10,000 rows at most, in
 * lexicographic order, FROM as an exclusive cursor.
 */
import type { SandboxPool } from '../account/account.ts';
import type { SqlStatement } from './statement.ts';
import type { Table } from './table.ts';

type Show = Extract<SqlStatement, { readonly kind: 'show-compute-pools' }>;

const maxShownRows = 10_000;

const cells: Readonly<Record<string, (pool: SandboxPool) => string | null>> = {
  name: (pool) => shownName(pool),
  state: ({ state }) => state,
  min_nodes: ({ size }) => `${Math.max(1, size)}`,
  max_nodes: ({ size }) => `${Math.max(1, size)}`,
  instance_family: ({ instanceFamily }) => instanceFamily,
  num_services: ({ idle }) => (idle ? '0' : '1'),
  num_jobs: () => '0',
  auto_suspend_secs: () => '3600',
  auto_resume: () => 'true',
  // Nodes on which a service runs, and nodes on which none does.
  active_nodes: ({ idle, nodes }) => (idle ? '0' : `${nodes.length}`),
  idle_nodes: ({ idle, nodes }) => (idle ? `${nodes.length}` : '0'),
  target_nodes: ({ nodes }) => `${nodes.length}`,
  created_on: () => '1700000000.000000000',
  resumed_on: () => '1700000000.000000000',
  updated_on: () => '1700000000.000000000',
  owner: ({ owner }) => owner,
  comment: () => null,
  is_exclusive: () => 'false',
  application: () => null,
  placement_group: () => null,
};

/** Identifiers that need no quotes are kept in upper case. */
function shownName({ name }: SandboxPool): string {
  return /^[a-z_][a-z0-9_$]*$/i.test(name) ? name.toUpperCase() : name;
}

export function showTable(pools: readonly SandboxPool[], { like, startsWith, limit, from }: Show): Table {
  const pattern = like === undefined ? undefined : likePattern(like);
  const shown = pools
    .map((pool) => ({ name: shownName(pool), pool }))
    .filter(({ name }) => pattern?.test(name) !== false)
    .filter(({ name }) => startsWith === undefined || name.startsWith(startsWith))
    .filter(({ name }) => from === undefined || name > from)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, Math.min(limit ?? maxShownRows, maxShownRows));
  const readers = Object.values(cells);
  return {
    kind: 'table',
    columns: Object.keys(cells),
    rows: shown.map(({ pool }) => readers.map((read) => read(pool))),
  };
}

/** `%` is any text, `_` any character. */
function likePattern(like: string): RegExp {
  const source = like
    .replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`, 'isu');
}
