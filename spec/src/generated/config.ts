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
     * The pools of a Snowflake account: one entry of the plugin's `spcs_sd_configs`, or the list with one entry.
     */
    snowflake?: SnowflakePools | SnowflakePools[];
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
 * A Snowflake account, with the keys of the Prometheus plugin (`spcs_sd_configs`) and a few more.
 */
export interface SnowflakePools {
  /**
   * How requests show who they come from: `AuthTypeToken`, `AuthTypePassword`, `AuthTypeKeyPair` or `AuthTypePAT`. Required; checked besides this schema, in the words of the plugin.
   */
  authenticator?: string;
  /**
   * AuthTypeToken: the file with the session token, read for each request. A relative path starts at the folder of the configuration file.
   */
  token_path?: string;
  /**
   * The account. Default: the environment variable SNOWFLAKE_ACCOUNT.
   */
  account?: string;
  /**
   * The host that answers for the account. Default: the environment variable SNOWFLAKE_HOST; without it, except with AuthTypeToken, the account's own name under snowflakecomputing.com.
   */
  host?: string;
  /**
   * Its port. Default: the environment variable SNOWFLAKE_PORT, or 443.
   */
  port?: number;
  /**
   * Its protocol. Default: the environment variable SNOWFLAKE_PROTOCOL, or https.
   */
  protocol?: 'https' | 'http';
  /**
   * The role to use. Default: the one that belongs to the token or user. AuthTypePassword needs it.
   */
  role?: string;
  /**
   * AuthTypePassword and AuthTypeKeyPair: the user.
   */
  user?: string;
  /**
   * AuthTypePassword: the password. Better in a file.
   */
  password?: string;
  /**
   * AuthTypePassword: the file with the password, read for each login.
   */
  password_file?: string;
  /**
   * AuthTypeKeyPair: the private key in PEM, encrypted or not.
   */
  private_key_file?: string;
  /**
   * AuthTypeKeyPair: the file with the passphrase of an encrypted key.
   */
  private_key_passphrase_file?: string;
  /**
   * AuthTypePAT: the file with the programmatic access token, read for each request.
   */
  pat_file?: string;
  /**
   * How often to read the list of pools, a duration.
   */
  refresh_interval?: string;
  /**
   * Which statement names the pools. `auto` asks the function for monitor endpoints, and SHOW COMPUTE POOLS where that function is missing or not permitted.
   */
  query?: 'auto' | 'monitor_endpoints' | 'show_compute_pools';
  /**
   * Whether to read SHOW COMPUTE POOLS for the labels of pools, one statement more for each refresh.
   */
  metadata?: boolean;
  /**
   * The DNS name of a pool that SHOW COMPUTE POOLS alone names: `{pool}` is the pool in lower case, `{pool-}` the same with hyphens for underscores.
   */
  endpoint_template?: string;
  /**
   * `plugin` keeps only active pools that belong to the current role, as the plugin did.
   */
  filter?: 'none' | 'plugin';
  /**
   * `plugin` gives the plugin's targets: its filter, its names (`metrics.{pool}.snowflakecomputing.internal`) and record type A.
   */
  compat?: 'none' | 'plugin';
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
