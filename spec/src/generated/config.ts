/**
 * Generated from schemas/config.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * The pools themselves.
 */
export type PoolList = PoolListEntry[];

/**
 * The configuration file of spcs-sd, in YAML or JSON. What a schema cannot say is checked besides: ranges that exclude each other, addresses, and names that occur twice.
 */
export interface Config {
  /**
   * Where the list of compute pools comes from: exactly one of the keys below.
   */
  pools: {
    /**
     * A file with the pool list. It is read again when it changes.
     */
    file?: {
      /**
       * The file, in YAML or JSON. A relative path starts at the folder of the configuration file.
       */
      path: string;
      /**
       * How often to read the file even when no change was noticed, a duration.
       */
      refresh_interval?: string;
    };
    static?: PoolList;
  };
  /**
   * How names are looked up.
   */
  dns?: {
    /**
     * `wire` speaks DNS itself, with EDNS, failover and TTLs. `native` uses Node's resolver, which hides TTLs and the additional section.
     */
    resolver?: 'wire' | 'native';
    /**
     * Name servers as `address` or `address:port` (IPv6 in brackets when a port follows), port 53 unless given. Default: the system's, read again when they change.
     *
     * @minItems 1
     *
     * Items: One name server.
     */
    servers?: string[];
    /**
     * `auto` asks for SRV first, and for A and AAAA only of a name that has never given SRV. `SRV` and `A` ask for nothing else.
     */
    record_type?: 'auto' | 'SRV' | 'A';
    /**
     * The TCP port of targets that come from A and AAAA records.
     */
    port?: number;
    /**
     * `ip` publishes addresses. `hostname` publishes the SRV targets as they are and looks up no address.
     */
    address?: 'ip' | 'hostname';
    /**
     * How long one try at one server may take, a duration.
     */
    timeout?: string;
    /**
     * How often each server is tried for one question, a count.
     */
    attempts?: number;
    /**
     * How many lookups may be under way at once, a count.
     */
    max_in_flight?: number;
    /**
     * The shortest time between two lookups of a name, a duration. Default: 15s, or `max_refresh` when that is shorter.
     */
    min_refresh?: string;
    /**
     * The longest time between two lookups of a name, a duration. Default: 60s, or `min_refresh` when that is longer.
     */
    max_refresh?: string;
  };
  /**
   * How long what was known is held against answers that say otherwise.
   */
  retention?: {
    /**
     * How long authoritative answers must lack a target or pool before it is removed, a duration. 0 removes on a single answer.
     */
    confirm_for?: string | number;
    /**
     * The same for removals of more than half of all targets and for doubtful evidence, a duration. Never shorter than `confirm_for`. Default: 15m, or `confirm_for` when that is longer.
     */
    confirm_collapse?: string | number;
    /**
     * How long the last good answers are served while nothing is confirmed, a duration. Longer than `dns.max_refresh`.
     */
    max_age?: string;
    /**
     * How long the first answer waits for every pool, a duration. After it up to half of the pools may still be unknown.
     */
    startup_grace?: string | number;
    /**
     * Whether to drop each pool whose last answer is older than `max_age`.
     */
    drop_expired_pools?: boolean;
  };
  /**
   * What targets are labelled with besides the pool's name and metadata.
   */
  labels?: {
    /**
     * Whether each node gets a group of its own with the label `__meta_spcs_node`.
     */
    per_node?: boolean;
  };
  /**
   * What is too large or not allowed to be published.
   */
  limits?: {
    /**
     * Pools in a list, a count. A longer list is not used; the last good one stays.
     */
    max_pools?: number;
    /**
     * Targets of one pool, a count. A larger answer is not used; the last good one stays.
     */
    max_targets_per_pool?: number;
    /**
     * Targets of all pools, a count. An answer that would exceed it is not used; the last good one stays.
     */
    max_targets?: number;
    /**
     * Blocks of addresses that may be targets; nothing else then may. Default: every address but unspecified, loopback, link-local, multicast and broadcast ones.
     *
     * Items: An IPv4 or IPv6 block.
     */
    allow_cidrs?: string[];
    /**
     * TCP ports that targets may have; no other then may. Default: every port.
     *
     * Items: A TCP port.
     */
    allow_ports?: number[];
  };
}
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
