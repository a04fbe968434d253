/**
 * Generated from schemas/observation.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * What was observed of the outside world, and when: the only input that changes the state. What is not among the observations was not asked.
 */
export type Observation = ListObservation | PoolObservation;
/**
 * When the answer arrived, in milliseconds of the same monotonic clock as `nowMs`.
 */
export type ObservedAtMs = number;
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
 * One reading of the pool list.
 */
export interface ListObservation {
  /**
   * Marks this case.
   */
  of: 'list';
  observedAtMs: ObservedAtMs;
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
  observedAtMs: ObservedAtMs;
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
