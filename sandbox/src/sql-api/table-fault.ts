/**
 * What a fault makes of a table. Pure.
 */
import type { Table } from '../sql/table.ts';
import type { SqlFault } from './fault.ts';

/** `claimedRows`: how many rows the answer says that it has. */
export interface FaultyTable extends Table {
  readonly claimedRows: number;
}

export function faultyTable(table: Table, fault: SqlFault | undefined): FaultyTable {
  const { rows } = table;
  switch (fault?.kind) {
    case 'half-list':
      return claimed(halfOf(table));
    case 'lost-rows':
      return { ...table, rows: rows.slice(0, Math.floor(rows.length / 2)), claimedRows: rows.length };
    case 'empty-list':
      return claimed(isCell(table) ? { ...table, rows: [['[]']] } : { ...table, rows: [] });
    case 'cell':
      return claimed(isCell(table) ? { ...table, rows: [[fault.text]] } : table);
    case 'columns':
      return claimed(otherColumns(table, fault.without));
    default:
      return claimed(table);
  }
}

const claimed = (table: Table): FaultyTable => ({ ...table, claimedRows: table.rows.length });

/** The function's answer. */
const isCell = ({ columns }: Table): boolean => columns[0]?.startsWith('SYSTEM$') === true;

function halfOf(table: Table): Table {
  const cell = table.rows[0]?.[0];
  if (!isCell(table) || typeof cell !== 'string') {
    return { ...table, rows: table.rows.slice(0, Math.floor(table.rows.length / 2)) };
  }
  const names: unknown = JSON.parse(cell);
  const half = Array.isArray(names) ? names.slice(0, Math.floor(names.length / 2)) : [];
  return { ...table, rows: [[JSON.stringify(half)]] };
}

function otherColumns(table: Table, without: readonly string[]): Table {
  const kept = table.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => !without.includes(column))
    .toReversed();
  return {
    kind: 'table',
    columns: ['added_later', ...kept.map(({ column }) => column)],
    rows: table.rows.map((row) => ['x', ...kept.map(({ index }) => row[index] ?? null)]),
  };
}
