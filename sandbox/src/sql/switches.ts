/**
 * What nobody has published of Snowflake's answers: each is a switch, so that either can be met.
 */

export interface SqlSwitches {
  /** SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS is undocumented: it may vanish, or be closed to a role. */
  readonly endpointsFunction: 'present' | 'missing' | 'not-permitted';
  /** Whether the function names pools that have no nodes. */
  readonly idleListed: boolean;
  readonly suspendedListed: boolean;
  /** How DNS names under `cp.spcs.internal` write a pool's underscore. */
  readonly underscore: '_' | '-';
  /** What the function's cell is for a role that may see no pool. */
  readonly noPoolsCell: '[]' | 'null';
}

export const defaultSwitches: SqlSwitches = {
  endpointsFunction: 'present',
  idleListed: true,
  suspendedListed: true,
  underscore: '_',
  noPoolsCell: '[]',
};
