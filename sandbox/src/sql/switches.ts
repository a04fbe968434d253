/**
 * What nobody has published of the account's SQL.
 */

export interface SqlSwitches {
  /** SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS is undocumented: it may vanish, or be closed to a role. */
  readonly endpointsFunction: 'present' | 'missing' | 'not-permitted';
  /** Whether the function names pools that are IDLE. */
  readonly idleListed: boolean;
  readonly suspendedListed: boolean;
  /** How names under `cp.spcs.internal` write a pool's underscore, in the function's answer and in the DNS. */
  readonly underscore: '_' | '-';
  /** What the function's cell is for a role that may see no pool. */
  readonly noPoolsCell: '[]' | 'null';
}

export const defaultSqlSwitches: SqlSwitches = {
  endpointsFunction: 'present',
  idleListed: true,
  suspendedListed: true,
  underscore: '_',
  noPoolsCell: '[]',
};
