/**
 * Generated from schemas/vector.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * One case, of the kind that `kind` says.
 */
export type VectorCase =
  | StepCase
  | EndpointOfCase
  | PoolOfCase
  | ShardCase
  | ShareCase
  | EncodeCase
  | LookupDecisionCase
  | JoinCase
  | DnsMessageCase
  | ConfigCase
  | SnowflakeListCase;
/**
 * What the case shows, as a sentence; unique in its file.
 */
export type Name = string;
/**
 * A rule's number in README.md.
 */
export type RuleId = string;
/**
 * The rules that the case would catch a breach of.
 *
 * @minItems 1
 */
export type Rules = RuleId[];
/**
 * CIDR blocks of addresses to accept. Empty: everything but unspecified, loopback, link-local, multicast and broadcast addresses.
 */
export type AllowCidrs = string[];
/**
 * TCP ports to accept. Empty: every port from 1 to 65535.
 */
export type AllowPorts = number[];
/**
 * What was observed of the outside world, and when: the only input that changes the state. What is not among the observations was not asked.
 */
export type Observation = ListObservation | PoolObservation;
/**
 * What one lookup of a pool's name found: it has records, it has none, or nobody can say.
 */
export type SrvAnswer = RecordsOutcome | AbsentOutcome | UnknownOutcome;
/**
 * The question that gave the records; `A` stands for A and AAAA together.
 */
export type RecordType = 'SRV' | 'A';
/**
 * How the answer travelled. `system`: a resolver library chose and does not tell.
 */
export type Transport = 'udp' | 'tcp' | 'system';
/**
 * `limit`: the answer is larger than a limit allows. `not-asked`: nobody asked yet.
 */
export type UnknownWhy =
  | 'timeout'
  | 'servfail'
  | 'refused'
  | 'notimp'
  | 'malformed'
  | 'unreachable'
  | 'limit'
  | 'not-asked'
  | 'other';
/**
 * Of a waiting or ready snapshot: exactly the listed pools that never answered.
 */
export type Names = string[];
/**
 * Of a ready snapshot: exactly the pools that are known, with or without targets.
 */
export type Names1 = string[];
/**
 * Target groups in the order given.
 */
export type Groups = VectorGroup[];
/**
 * Target groups in the order given.
 */
export type Groups1 = VectorGroup[];
/**
 * What one lookup of a pool's name found: it has records, it has none, or nobody can say.
 */
export type SrvAnswer1 = RecordsOutcome | AbsentOutcome | UnknownOutcome;
/**
 * What one lookup of a pool's name found: it has records, it has none, or nobody can say.
 */
export type SrvAnswer2 = RecordsOutcome | AbsentOutcome | UnknownOutcome;
/**
 * What one lookup of a pool's name found: it has records, it has none, or nobody can say.
 */
export type SrvAnswer3 = RecordsOutcome | AbsentOutcome | UnknownOutcome;
/**
 * What one lookup of a pool's name found: it has records, it has none, or nobody can say.
 */
export type SrvAnswer4 = RecordsOutcome | AbsentOutcome | UnknownOutcome;
/**
 * What one lookup of a pool's name found: it has records, it has none, or nobody can say.
 */
export type SrvAnswer5 = RecordsOutcome | AbsentOutcome | UnknownOutcome;
/**
 * What the message says.
 */
export type DnsMeaning =
  | VectorDnsServices
  | VectorDnsAddresses
  | VectorDnsAbsent
  | VectorDnsAlias
  | VectorDnsTruncated
  | VectorDnsUnknown
  | VectorDnsForeign;
/**
 * CALL SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS(); absent where it must not be asked.
 */
export type VectorSqlAnswer = VectorTable | VectorSqlError | VectorSqlFailure;
/**
 * SHOW COMPUTE POOLS; absent where it must not be asked.
 */
export type VectorSqlAnswer1 = VectorTable | VectorSqlError | VectorSqlFailure;
/**
 * SELECT CURRENT_ROLE(); absent where it must not be asked.
 */
export type VectorSqlAnswer2 = VectorTable | VectorSqlError | VectorSqlFailure;

/**
 * A file of test vectors: cases that every implementation of the rules must pass, whatever its language. A case without its `name`, its `rules` and every `expect` is the question that an implementation is asked.
 */
export interface VectorFile {
  /**
   * The cases. Each stands alone.
   *
   * @minItems 1
   */
  cases: VectorCase[];
}
/**
 * A run of the pure step from its initial state. The state is carried from step to step.
 */
export interface StepCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'step';
  policy?: VectorPolicy;
  from?: VectorStart;
  /**
   * The steps, in order of time.
   *
   * @minItems 1
   */
  steps: VectorStep[];
}
/**
 * Settings that differ from the defaults of policy.schema.json.
 */
export interface VectorPolicy {
  /**
   * How long authoritative answers must lack a target or pool before it is removed, in milliseconds. 0 removes on a single answer.
   */
  confirmForMs?: number;
  /**
   * The same for unexcused removals of more than half of what is published and for doubtful evidence, in milliseconds.
   */
  confirmCollapseMs?: number;
  /**
   * How long the last good answers are served while nothing is confirmed, in milliseconds.
   */
  maxAgeMs?: number;
  /**
   * How long a first snapshot waits for every pool's answer, in milliseconds.
   */
  startupGraceMs?: number;
  /**
   * Whether to drop each pool whose last answer is as old as `maxAgeMs`.
   */
  dropExpiredPools?: boolean;
  /**
   * Whether each node gets a group of its own, labelled with its SRV target.
   */
  perNode?: boolean;
  limits?: VectorLimits;
}
/**
 * Limits that differ from the defaults.
 */
export interface VectorLimits {
  /**
   * Pools in a list. A list with more counts as unknown.
   */
  maxPools?: number;
  /**
   * Targets in one pool's answer. An answer with more counts as unknown (`limit`).
   */
  maxTargetsPerPool?: number;
  /**
   * Targets of all pools together. An answer that would exceed it counts as unknown (`limit`).
   */
  maxTargets?: number;
  allowCidrs?: AllowCidrs;
  allowPorts?: AllowPorts;
}
/**
 * The state file to start from; absent: nothing is known.
 */
export interface VectorStart {
  /**
   * Its content: state-file.schema.json, or what has become of it.
   */
  file: {
    [k: string]: unknown;
  };
  /**
   * Of the configuration that reads it.
   */
  fingerprint: string;
  /**
   * Milliseconds since 1970 at time 0 of the steps.
   */
  wallMs: number;
}
/**
 * One call of the pure step.
 */
export interface VectorStep {
  /**
   * The time of the step, in milliseconds of a monotonic clock that starts at 0 when the process does.
   */
  nowMs: number;
  /**
   * What was observed since the step before, in any order.
   */
  observations: Observation[];
  expect: VectorExpectation;
}
/**
 * One reading of the pool list.
 */
export interface ListObservation {
  /**
   * Marks this case.
   */
  of: 'list';
  /**
   * When the answer arrived, in milliseconds of the same monotonic clock as `nowMs`.
   */
  observedAtMs: number;
  /**
   * What the reading found.
   */
  outcome: KnownList | UnknownList;
}
/**
 * A pool list that was read whole.
 */
export interface KnownList {
  /**
   * Marks this case.
   */
  kind: 'known';
  /**
   * `operator`: written by a person, whose removals apply at once. `service`: reported by a service, which may be wrong for a while.
   */
  origin: 'operator' | 'service';
  /**
   * The pools, in any order.
   */
  pools: Pool[];
}
/**
 * A compute pool as a list names it.
 */
export interface Pool {
  /**
   * Compared and published in lower case.
   */
  name: string;
  /**
   * The absolute DNS name to ask, without its last dot.
   */
  endpoint: string;
  metadata?: PoolMetadata;
}
/**
 * What the list says of a pool besides its name. A list may not know some of it.
 */
export interface PoolMetadata {
  /**
   * Snowflake's word in its own case, such as ACTIVE, IDLE or SUSPENDED.
   */
  state?: string;
  /**
   * The role that owns the pool.
   */
  owner?: string;
  /**
   * The machine type of its nodes.
   */
  instanceFamily?: string;
  /**
   * The application that the pool belongs to.
   */
  application?: string;
  /**
   * Whether only that application may use the pool.
   */
  isExclusive?: boolean;
  /**
   * How many nodes should be publishing metrics now; 0 explains an empty DNS answer.
   */
  activeNodes?: number;
}
/**
 * The list could not be read. This never removes anything.
 */
export interface UnknownList {
  /**
   * Marks this case.
   */
  kind: 'unknown';
  /**
   * A sentence for people.
   */
  why: string;
  /**
   * The same in a word that can be counted. Absent: `other`.
   */
  reason?:
    | 'credentials'
    | 'unauthorized'
    | 'refused'
    | 'rate-limited'
    | 'server-error'
    | 'timeout'
    | 'unreachable'
    | 'unreadable'
    | 'malformed'
    | 'limit'
    | 'other';
}
/**
 * One lookup of one pool.
 */
export interface PoolObservation {
  /**
   * Marks this case.
   */
  of: 'pool';
  /**
   * The pool's name in lower case.
   */
  pool: string;
  /**
   * When the answer arrived, in milliseconds of the same monotonic clock as `nowMs`.
   */
  observedAtMs: number;
  outcome: SrvAnswer;
}
/**
 * The name has records.
 */
export interface RecordsOutcome {
  /**
   * Marks this case.
   */
  kind: 'records';
  /**
   * The records, in any order; duplicates are allowed and count once.
   */
  records: TargetRecord[];
  recordType: RecordType;
  transport: Transport;
  /**
   * How long the answer may be kept, in seconds; null when the resolver hides it. Of an absent answer this is the negative TTL (RFC 2308).
   */
  ttlSeconds: number | null;
  /**
   * True when the answer was reached by failover to another server, or another server contradicts it: what it lacks is weak evidence.
   */
  doubtful: boolean;
}
/**
 * One place to scrape, before the address policy has looked at it.
 */
export interface TargetRecord {
  /**
   * An IPv4 or IPv6 address without brackets, or a DNS name.
   */
  host: string;
  /**
   * TCP port. A port outside 1 to 65535 is refused with its record alone, so it is legal here.
   */
  port: number;
  /**
   * The SRV target that this record came from. Absent for A and AAAA answers.
   */
  node?: string;
}
/**
 * An authoritative "none": the name, or data of the types that were asked for, does not exist.
 */
export interface AbsentOutcome {
  /**
   * Marks this case.
   */
  kind: 'absent';
  /**
   * `nxdomain`: the name does not exist. `nodata`: it exists without such records.
   */
  why: 'nxdomain' | 'nodata';
  transport: Transport;
  /**
   * How long the answer may be kept, in seconds; null when the resolver hides it. Of an absent answer this is the negative TTL (RFC 2308).
   */
  ttlSeconds: number | null;
  /**
   * True when the answer was reached by failover to another server, or another server contradicts it: what it lacks is weak evidence.
   */
  doubtful: boolean;
}
/**
 * It could not be found out. This never removes anything.
 */
export interface UnknownOutcome {
  /**
   * Marks this case.
   */
  kind: 'unknown';
  why: UnknownWhy;
  /**
   * A sentence for people: what was seen, with the server's address where there is one.
   */
  detail?: string;
}
/**
 * What the step's result must be. A key that is absent is not checked.
 */
export interface VectorExpectation {
  /**
   * `waiting`: nothing may be published yet. `ready`: the groups are published. `expired`: nothing may be published any more.
   */
  snapshot: 'waiting' | 'ready' | 'expired';
  /**
   * Of a ready snapshot: exactly these targets by the pool's name, in any order, none of them twice; a pool without targets has no group.
   */
  targets?: {
    /**
     * @minItems 1
     */
    [k: string]: string[];
  };
  /**
   * Of a ready snapshot: exactly these groups, in this order, with these labels and no others.
   */
  groups?: VectorGroup[];
  /**
   * Of a ready snapshot: whether every listed pool has answered at least once.
   */
  complete?: boolean;
  unknownPools?: Names;
  /**
   * Of a waiting snapshot: whether no pool list has been read yet.
   */
  listUnknown?: boolean;
  /**
   * Of a waiting snapshot: whether everything answered but the empty result waits for confirmation.
   */
  emptyUnconfirmed?: boolean;
  pools?: Names1;
  /**
   * Of a ready or expired snapshot: when the newest authoritative answer was observed, in milliseconds.
   */
  confirmedAtMs?: number;
  /**
   * Kinds of events that must be among the step's events.
   */
  events?: string[];
  /**
   * Kinds of events that must not be among the step's events.
   */
  noEvents?: string[];
}
/**
 * A target group. Its labels may be any, so that the text of strange ones can be tested.
 */
export interface VectorGroup {
  /**
   * Addresses, `host:port`.
   */
  targets: string[];
  /**
   * Label values by name.
   */
  labels: {
    [k: string]: string;
  };
}
/**
 * The DNS name that is asked for a pool.
 */
export interface EndpointOfCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'endpoint-of';
  /**
   * The pool's name.
   */
  pool: string;
  /**
   * The name's form, with `{pool}` once.
   */
  template?: string;
  /**
   * The expected name.
   */
  expect: string;
}
/**
 * The pool that a DNS name belongs to.
 */
export interface PoolOfCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'pool-of';
  /**
   * The DNS name.
   */
  endpoint: string;
  /**
   * The expected pool, or null when the name is of no pool.
   */
  expect: string | null;
}
/**
 * Which of N scrapers takes a target.
 */
export interface ShardCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'shard';
  /**
   * The target, as it is published.
   */
  address: string;
  /**
   * How many scrapers share the targets.
   */
  modulus: number;
  /**
   * The expected share, from 0.
   */
  expect: number;
}
/**
 * One scraper's share of target groups.
 */
export interface ShareCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'share';
  groups: Groups;
  /**
   * Which share, from 0.
   */
  index: number;
  /**
   * How many shares there are.
   */
  of: number;
  expect: Groups1;
}
/**
 * The canonical text of target groups.
 */
export interface EncodeCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'encode';
  groups: Groups;
  /**
   * The exact text, to be written in UTF-8.
   */
  expect: string;
}
/**
 * The outcome of one lookup that asks for SRV first (`dns.record_type: auto`).
 */
export interface LookupDecisionCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'lookup-decision';
  /**
   * Whether the name has given SRV records before.
   */
  gaveSrv: boolean;
  srv: SrvAnswer1;
  /**
   * What the A and AAAA questions found together, the port already added; null when they were not asked.
   */
  addresses: SrvAnswer | null;
  expect: LookupDecision;
}
/**
 * The decision.
 */
export interface LookupDecision {
  /**
   * Whether the SRV answer alone cannot decide, so that A and AAAA must be asked for.
   */
  asksAddresses: boolean;
  outcome: SrvAnswer2;
}
/**
 * What the answers for A and AAAA say together.
 */
export interface JoinCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'join';
  a: SrvAnswer3;
  aaaa: SrvAnswer4;
  expect: SrvAnswer5;
}
/**
 * What one message from a DNS server says about one question.
 */
export interface DnsMessageCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'dns-message';
  question: VectorQuestion;
  /**
   * The message as it came, in hexadecimal digits.
   */
  message: string;
  expect: DnsMeaning;
}
/**
 * What was asked, in class IN, with id 0.
 */
export interface VectorQuestion {
  /**
   * The name, without its last dot.
   */
  name: string;
  /**
   * The type of the records.
   */
  type: 'SRV' | 'A' | 'AAAA';
}
/**
 * SRV records.
 */
export interface VectorDnsServices {
  /**
   * Marks this kind.
   */
  kind: 'services';
  /**
   * The records, in the message's order.
   */
  services: VectorService[];
  /**
   * How long it counts, in seconds, bounds applied; null where nobody says.
   */
  ttlSeconds: number | null;
}
/**
 * One of them.
 */
export interface VectorService {
  /**
   * The target in lower case, without its last dot; `.` for none.
   */
  node: string;
  /**
   * Its port.
   */
  port: number;
  /**
   * Those of the additional section, in its order.
   */
  addresses: string[];
}
/**
 * A or AAAA records.
 */
export interface VectorDnsAddresses {
  /**
   * Marks this kind.
   */
  kind: 'addresses';
  /**
   * Canonical texts, in the message's order.
   */
  addresses: string[];
  /**
   * How long it counts, in seconds, bounds applied; null where nobody says.
   */
  ttlSeconds: number | null;
}
/**
 * There are no such records.
 */
export interface VectorDnsAbsent {
  /**
   * Marks this kind.
   */
  kind: 'absent';
  /**
   * Which answer said so.
   */
  why: 'nxdomain' | 'nodata';
  /**
   * How long it counts, in seconds, bounds applied; null where nobody says.
   */
  ttlSeconds: number | null;
}
/**
 * The name is an alias, and the message says no more.
 */
export interface VectorDnsAlias {
  /**
   * Marks this kind.
   */
  kind: 'alias';
  /**
   * The name to ask for instead.
   */
  name: string;
}
/**
 * Only TCP has the whole.
 */
export interface VectorDnsTruncated {
  /**
   * Marks this kind.
   */
  kind: 'truncated';
}
/**
 * The message does not tell.
 */
export interface VectorDnsUnknown {
  /**
   * Marks this kind.
   */
  kind: 'unknown';
  /**
   * Why not.
   */
  why: 'servfail' | 'refused' | 'notimp' | 'malformed' | 'other';
}
/**
 * It answers another question: wait on for the answer to this one.
 */
export interface VectorDnsForeign {
  /**
   * Marks this kind.
   */
  kind: 'foreign';
}
/**
 * What a configuration means, or everything that is wrong with it.
 */
export interface ConfigCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'config';
  /**
   * The configuration as data, also one that no schema would accept.
   */
  config: {
    [k: string]: unknown;
  };
  /**
   * Environment variables.
   */
  environment?: {
    [k: string]: string;
  };
  /**
   * What it means.
   */
  expect: VectorSettings | VectorConfigErrors;
}
/**
 * It is accepted. A key that is absent is not checked.
 */
export interface VectorSettings {
  /**
   * Marks this kind.
   */
  valid: true;
  policy?: VectorPolicy1;
  dns?: VectorDnsSettings;
  /**
   * A static list, endpoints filled in.
   */
  pools?: Pool[];
}
/**
 * Settings that differ from the defaults of policy.schema.json.
 */
export interface VectorPolicy1 {
  /**
   * How long authoritative answers must lack a target or pool before it is removed, in milliseconds. 0 removes on a single answer.
   */
  confirmForMs?: number;
  /**
   * The same for unexcused removals of more than half of what is published and for doubtful evidence, in milliseconds.
   */
  confirmCollapseMs?: number;
  /**
   * How long the last good answers are served while nothing is confirmed, in milliseconds.
   */
  maxAgeMs?: number;
  /**
   * How long a first snapshot waits for every pool's answer, in milliseconds.
   */
  startupGraceMs?: number;
  /**
   * Whether to drop each pool whose last answer is as old as `maxAgeMs`.
   */
  dropExpiredPools?: boolean;
  /**
   * Whether each node gets a group of its own, labelled with its SRV target.
   */
  perNode?: boolean;
  limits?: VectorLimits;
}
/**
 * How names are asked for, defaults applied.
 */
export interface VectorDnsSettings {
  /**
   * `auto`, `SRV` or `A`.
   */
  recordType?: string;
  /**
   * For addresses.
   */
  port?: number;
  /**
   * `ip` or `hostname`.
   */
  address?: string;
  /**
   * Of one try, in milliseconds.
   */
  timeoutMs?: number;
  /**
   * Tries at each server.
   */
  attempts?: number;
  /**
   * Questions at once.
   */
  maxInFlight?: number;
  /**
   * The least time between two questions for a name, in milliseconds.
   */
  minRefreshMs?: number;
  /**
   * The longest, in milliseconds.
   */
  maxRefreshMs?: number;
}
/**
 * It is refused.
 */
export interface VectorConfigErrors {
  /**
   * Exactly these, in any order.
   *
   * @minItems 1
   */
  errors: VectorConfigError[];
}
/**
 * One mistake.
 */
export interface VectorConfigError {
  /**
   * Where: `dns.servers[0]`; for a key that is missing, where it belongs; empty for the whole.
   */
  path: string;
  /**
   * The exact words, where users know them. Absent: any.
   */
  message?: string;
}
/**
 * The list of pools that the answers of a Snowflake account give.
 */
export interface SnowflakeListCase {
  name: Name;
  rules: Rules;
  /**
   * Marks this kind.
   */
  kind: 'snowflake-list';
  /**
   * Settings that differ from the defaults of `pools.snowflake`.
   */
  options?: {
    /**
     * Which statement names the pools.
     */
    query?: 'auto' | 'monitor_endpoints' | 'show_compute_pools';
    /**
     * Whether SHOW COMPUTE POOLS is asked for metadata.
     */
    metadata?: boolean;
    /**
     * Whether the filter of the plugin applies.
     */
    filter?: 'none' | 'plugin';
    /**
     * The form of names that must be built.
     */
    endpointTemplate?: string;
  };
  /**
   * Refreshes one after the other; what was learned is carried on.
   *
   * @minItems 1
   */
  refreshes: VectorRefresh[];
}
/**
 * One refresh.
 */
export interface VectorRefresh {
  /**
   * When, in milliseconds; 0 unless given.
   */
  atMs?: number;
  endpoints?: VectorSqlAnswer;
  pools?: VectorSqlAnswer1;
  currentRole?: VectorSqlAnswer2;
  /**
   * The list.
   */
  expect: VectorKnownList | VectorUnknownList;
}
/**
 * A result: every cell is a text or null.
 */
export interface VectorTable {
  /**
   * Column names.
   */
  columns: string[];
  /**
   * The rows.
   */
  rows: (string | null)[][];
}
/**
 * Snowflake refused the statement.
 */
export interface VectorSqlError {
  /**
   * Six digits.
   */
  code: string;
  /**
   * Five characters.
   */
  sqlState: string;
  /**
   * In words.
   */
  message: string;
}
/**
 * There was no answer that can be believed.
 */
export interface VectorSqlFailure {
  /**
   * Why.
   */
  failed: string;
}
/**
 * The list is known: exactly these pools, in any order.
 */
export interface VectorKnownList {
  /**
   * The pools.
   */
  known: Pool[];
}
/**
 * The list is not known.
 */
export interface VectorUnknownList {
  /**
   * Texts that the reason must contain.
   */
  unknown: string[];
}
