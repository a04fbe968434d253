/**
 * A table as the drivers' protocol gives it. Pure.
 *
 * Source: what snowflake-sdk 3.3 reads of a query's answer.
 */
import type { Table } from '../sql/table.ts';

export function queryData({ columns, rows }: Table, queryId: string, role: string): unknown {
  return {
    parameters: [],
    rowtype: columns.map((name) => ({
      name,
      database: '',
      schema: '',
      table: '',
      type: 'text',
      nullable: true,
      length: 16_777_216,
      byteLength: 16_777_216,
      precision: null,
      scale: null,
      collation: null,
    })),
    rowset: rows,
    total: rows.length,
    returned: rows.length,
    queryId,
    databaseProvider: null,
    finalDatabaseName: null,
    finalSchemaName: null,
    finalWarehouseName: null,
    finalRoleName: role,
    numberOfBinds: 0,
    arrayBindSupported: false,
    statementTypeId: 4096,
    version: 1,
    sendResultTime: 0,
    queryResultFormat: 'json',
  };
}
