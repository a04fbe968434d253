/**
 * Generated from schemas/pool-list.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * The file that `pools.file` names, in YAML or JSON, and the value of `pools.static`: one entry per pool. An empty list is legal, but is treated like a list that may be wrong. No two names may be equal in lower case.
 */
export type PoolList = PoolListEntry[];

/**
 * One compute pool.
 */
export interface PoolListEntry {
  /**
   * The pool's name. Compared and published in lower case. A name that cannot be a DNS label and has no endpoint is skipped and reported.
   */
  name: string;
  /**
   * The absolute DNS name to ask; one last dot is ignored. Default: `discover.monitor.<name>.cp.spcs.internal` with the name in lower case.
   */
  endpoint?: string;
  /**
   * Snowflake's word, such as ACTIVE or SUSPENDED. SUSPENDED and STOPPING explain an empty DNS answer. Default: not known, no label.
   */
  state?: string;
  /**
   * The role that owns the pool. Default: not known, no label.
   */
  owner?: string;
  /**
   * The machine type of the pool's nodes. Default: not known, no label.
   */
  instance_family?: string;
  /**
   * The application that the pool belongs to. Default: not known, no label.
   */
  application?: string;
  /**
   * Whether only that application may use the pool. Default: not known, no label.
   */
  is_exclusive?: boolean;
  /**
   * How many nodes should be publishing metrics, a count; 0 explains an empty DNS answer. Default: not known.
   */
  active_nodes?: number;
}
