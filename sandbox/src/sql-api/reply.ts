/**
 * The bodies of the SQL API. Pure.
 *
 * Source: Snowflake's SQL API reference: ResultSet, QueryStatus, QueryFailureStatus.
 */
import type { SqlRefusal } from '../sql/table.ts';
import type { FaultyTable } from './table-fault.ts';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** Status 200. Partition 0 is in `data`; every cell is a text or null. */
export function resultReply(handle: string, table: FaultyTable, partitionRows: number): Reply {
  const partitions = partitionsOf(table, partitionRows);
  const body = {
    code: '090001',
    sqlState: '00000',
    message: 'Statement executed successfully.',
    statementHandle: handle,
    createdOn: 1_700_000_000_000,
    statementStatusUrl: `/api/v2/statements/${handle}`,
    resultSetMetaData: {
      format: 'jsonv2',
      numRows: table.claimedRows,
      rowType: table.columns.map((name) => ({
        name,
        type: 'text',
        nullable: true,
        scale: null,
        precision: null,
      })),
      partitionInfo: partitions.map((rows) => ({
        rowCount: rows.length,
        uncompressedSize: JSON.stringify(rows).length,
      })),
    },
    data: partitions[0] ?? [],
  };
  return { status: 200, body: JSON.stringify(body) };
}

/** A later part comes with its rows alone. */
export function partitionReply(table: FaultyTable, partitionRows: number, partition: number): Reply {
  const rows = partitionsOf(table, partitionRows)[partition];
  if (rows === undefined) return errorReply(400, '391905', 'The partition does not exist.');
  return { status: 200, body: JSON.stringify({ data: rows }) };
}

function partitionsOf({ rows }: FaultyTable, partitionRows: number): readonly FaultyTable['rows'][] {
  if (rows.length <= partitionRows) return [rows];
  const count = Math.ceil(rows.length / partitionRows);
  return Array.from({ length: count }, (_, i) => rows.slice(i * partitionRows, (i + 1) * partitionRows));
}

/** Status 202: it runs still, or runs asynchronously. */
export function pendingReply(handle: string): Reply {
  const message =
    'Asynchronous execution in progress. Use provided query id to perform query monitoring and management.';
  const statementStatusUrl = `/api/v2/statements/${handle}`;
  return {
    status: 202,
    body: JSON.stringify({ code: '333334', message, statementHandle: handle, statementStatusUrl }),
  };
}

/** Status 422: the statement was refused. */
export function refusalReply(handle: string, { code, sqlState, message }: SqlRefusal): Reply {
  return { status: 422, body: JSON.stringify({ code, sqlState, message, statementHandle: handle }) };
}

export function errorReply(status: number, code: string, message: string): Reply {
  return { status, body: JSON.stringify({ code, message }) };
}
