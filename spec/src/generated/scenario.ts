/**
 * Generated from schemas/scenario.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * A pool's name.
 */
export type Name = string;
/**
 * The role that owns the pool. Default: SYSADMIN.
 */
export type Owner = string;
/**
 * The machine type of its nodes. Default: CPU_X64_S.
 */
export type Family = string;
/**
 * SRV and A records at its name, or A alone. Default: srv.
 */
export type Publishes = 'srv' | 'a';
/**
 * No service runs on it: its nodes are up, and its state is IDLE. Default: false.
 */
export type Idle = boolean;
/**
 * It is suspended and has no nodes until it is resumed. Default: false.
 */
export type Suspended = boolean;

/**
 * What happens to the simulated account, and when, in YAML or JSON. What a schema cannot say is checked besides: the keys that each step needs and takes, and that its pool is there at that time.
 */
export interface Scenario {
  /**
   * The pools at the start. Default: those of the demonstration.
   */
  pools?: ScenarioPool[];
  /**
   * What happens, in the order of its time.
   *
   * @minItems 1
   */
  steps: ScenarioStep[];
}
/**
 * One pool at the start.
 */
export interface ScenarioPool {
  name: Name;
  /**
   * How many nodes it has. Default: 1.
   */
  nodes?: number;
  owner?: Owner;
  family?: Family;
  publishes?: Publishes;
  idle?: Idle;
  suspended?: Suspended;
}
/**
 * One thing that happens.
 */
export interface ScenarioStep {
  /**
   * When, a duration since the start; not before the step above it.
   */
  at: string | number;
  /**
   * What happens. A pool is added, dropped, scaled, suspended, resumed, or moved (every node becomes another one with another address). The session token is rotated (older ones stay valid), or all that there were expire. Faults of DNS or SQL are set, and all of them cleared. Switches are set.
   */
  do:
    | 'add'
    | 'drop'
    | 'scale'
    | 'suspend'
    | 'resume'
    | 'move'
    | 'rotate_token'
    | 'expire_tokens'
    | 'dns_fault'
    | 'sql_fault'
    | 'clear_faults'
    | 'switch';
  /**
   * A pool's name.
   */
  pool?: string;
  /**
   * How many nodes the pool has from now on. Default of `add`: 1.
   */
  nodes?: number;
  owner?: Owner;
  family?: Family;
  publishes?: Publishes;
  idle?: Idle;
  suspended?: Suspended;
  /**
   * What goes wrong. DNS: silent, servfail, refused, notimp, nxdomain, truncate. SQL: a status such as 503, or slow, garbage, huge, cut, pending, partitions, half-list, lost-rows, empty-list, wrong-role.
   */
  fault?: string | number;
  /**
   * Only questions for this type, at pools' names; A stands for AAAA too. Default: every type.
   */
  type?: 'SRV' | 'A';
  /**
   * Only this statement. Default: every one.
   */
  statement?: 'show-compute-pools' | 'monitor-endpoints' | 'current-role';
  /**
   * How many requests meet the fault. Default: all, until it is cleared.
   */
  times?: number;
  switches?: ScenarioSwitches;
}
/**
 * What nobody has published of Snowflake's answers.
 */
export interface ScenarioSwitches {
  /**
   * The function that names the endpoints.
   */
  function?: 'present' | 'missing' | 'not-permitted';
  /**
   * IDLE pools in its answer.
   */
  idle?: 'listed' | 'hidden';
  /**
   * Suspended pools in its answer.
   */
  suspended?: 'listed' | 'hidden';
  /**
   * Its answer to a role that sees none.
   */
  no_pools?: 'empty' | 'null';
  /**
   * A pool's underscore in DNS names.
   */
  underscore?: '_' | '-';
  /**
   * The DNS of a pool without nodes.
   */
  without_nodes?: 'nxdomain' | 'nodata' | 'servfail';
  /**
   * SRV records at pools' names.
   */
  srv?: 'present' | 'absent' | 'refused';
  /**
   * A records at pools' names.
   */
  addresses?: 'present' | 'absent' | 'refused';
  /**
   * A name for each node in SRV records, or one for all.
   */
  srv_target?: 'node' | 'pool';
  /**
   * The port in SRV records; 0 for the nodes' own.
   */
  srv_port?: number;
}
