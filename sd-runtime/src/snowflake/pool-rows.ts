/**
 * The rows of SHOW COMPUTE POOLS as pools with metadata. Pure.
 *
 * Columns are found by name: they are added over time. Source: Snowflake's SHOW COMPUTE POOLS.
 */
import type { PoolMetadata } from '@spcs-sd/core';
import type { RefusedEntry } from './endpoint-cell.ts';
import { cellReader, type CellReader, type Rows } from './statement.ts';

export interface ShownPool {
  /** As Snowflake writes it. */
  readonly name: string;
  readonly metadata: PoolMetadata;
}

export type PoolRows =
  | {
      readonly kind: 'pools';
      readonly pools: readonly ShownPool[];
      readonly refused: readonly RefusedEntry[];
      /** Of those that become metadata. */
      readonly missingColumns: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly why: string };

const columnsUsed = [
  'name',
  'state',
  'owner',
  'instance_family',
  'application',
  'is_exclusive',
  'active_nodes',
] as const;

/** `required` columns must be there, with a value in every row; `name` always is. Never throws. */
export function readPoolRows({ columns, rows }: Rows, required: readonly string[] = []): PoolRows {
  const missing = columnsUsed.filter((column) => !columns.includes(column));
  const lacking = ['name', ...required].find((column) => !columns.includes(column));
  if (lacking !== undefined)
    return unreadable(`SHOW COMPUTE POOLS gave no column "${lacking}", only ${columns.join(', ')}`);
  const cell = cellReader(columns);
  const pools: ShownPool[] = [];
  const refused: RefusedEntry[] = [];
  for (const [index, row] of rows.entries()) {
    const name = cell(row, 'name') ?? '';
    const empty = required.find((column) => (cell(row, column) ?? null) === null);
    if (empty !== undefined)
      return unreadable(`row ${index + 1} of SHOW COMPUTE POOLS has nothing in column "${empty}"`);
    if (name === '') refused.push({ entry: `row ${index + 1}`, why: 'has no name' });
    else pools.push({ name, metadata: metadataOf(row, cell) });
  }
  return { kind: 'pools', pools, refused, missingColumns: missing };
}

const unreadable = (why: string): PoolRows => ({ kind: 'unreadable', why });

/** What is empty or odd is left out, as if the column were not there. */
function metadataOf(row: readonly (string | null)[], cell: CellReader): PoolMetadata {
  const text = (column: string): string | undefined => cell(row, column) || undefined;
  const state = text('state');
  const owner = text('owner');
  const instanceFamily = text('instance_family');
  const application = text('application');
  const isExclusive = booleanOf(text('is_exclusive'));
  // A node publishes metrics whether services run on it (active) or not (idle).
  const active = countOf(text('active_nodes'));
  const activeNodes = active === undefined ? undefined : active + (countOf(text('idle_nodes')) ?? 0);
  return {
    ...(state !== undefined && { state }),
    ...(owner !== undefined && { owner }),
    ...(instanceFamily !== undefined && { instanceFamily }),
    ...(application !== undefined && { application }),
    ...(isExclusive !== undefined && { isExclusive }),
    ...(activeNodes !== undefined && { activeNodes }),
  };
}

function booleanOf(text: string | undefined): boolean | undefined {
  const word = text?.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
