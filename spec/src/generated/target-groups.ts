/**
 * Generated from schemas/target-groups.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * An IPv4 address, a bracketed IPv6 address or a lower-case LDH host name (underscore allowed) without last dot, and a port from 1 to 65535.
 */
export type Target = string;
/**
 * The body of an HTTP-SD answer and of a file_sd file. Stricter than Prometheus demands: this is what spcs-sd promises to write.
 */
export type TargetGroups = TargetGroup[];

/**
 * Targets that share their labels.
 */
export interface TargetGroup {
  /**
   * Addresses to scrape, `host:port` with IPv6 in brackets, in code-unit order. Never empty; no address is in two groups.
   *
   * @minItems 1
   */
  targets: Target[];
  labels: Labels;
}
/**
 * Meta labels, in code-unit order of their names. What a list does not know has no label.
 */
export interface Labels {
  /**
   * The pool's name in lower case.
   */
  __meta_spcs_compute_pool_name: string;
  /**
   * The DNS name that was asked.
   */
  __meta_spcs_compute_pool_endpoint?: string;
  /**
   * Snowflake's word, such as ACTIVE or IDLE.
   */
  __meta_spcs_compute_pool_state?: string;
  /**
   * The role that owns the pool.
   */
  __meta_spcs_compute_pool_owner?: string;
  /**
   * The machine type of the pool's nodes.
   */
  __meta_spcs_compute_pool_instance_family?: string;
  /**
   * The application that the pool belongs to.
   */
  __meta_spcs_compute_pool_application?: string;
  /**
   * Whether only that application may use the pool.
   */
  __meta_spcs_compute_pool_is_exclusive?: 'true' | 'false';
  /**
   * The SRV target behind the group, when there is one group per node.
   */
  __meta_spcs_node?: string;
}
