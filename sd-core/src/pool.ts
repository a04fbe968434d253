/**
 * A compute pool, as a pool list names it.
 *
 * Source: Snowflake's SHOW COMPUTE POOLS and SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS.
 */

/** What the list says of a pool besides its name. Every key is optional: a list may not know it. */
export interface PoolMetadata {
  /** Snowflake's word, in its own case: ACTIVE, IDLE, SUSPENDED, … */
  readonly state?: string;
  readonly owner?: string;
  readonly instanceFamily?: string;
  readonly application?: string;
  readonly isExclusive?: boolean;
  /** How many nodes should be publishing metrics now; 0 explains an empty DNS answer. */
  readonly activeNodes?: number;
}

export interface Pool {
  /** Compared and published in lower case. */
  readonly name: string;
  /** The absolute DNS name to ask, without its last dot. */
  readonly endpoint: string;
  /** Absent when the list could not find out; what was known before then stays. */
  readonly metadata?: PoolMetadata;
}
