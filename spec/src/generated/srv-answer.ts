/**
 * Generated from schemas/srv-answer.schema.json by scripts/generate.mjs; edit the schema instead.
 */

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
 * How long the answer may be kept, in seconds; null when the resolver hides it. Of an absent answer this is the negative TTL (RFC 2308).
 */
export type Ttl = number | null;
/**
 * True when the answer was reached by failover to another server, or another server contradicts it: what it lacks is weak evidence.
 */
export type Doubtful = boolean;
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
  ttlSeconds: Ttl;
  doubtful: Doubtful;
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
  ttlSeconds: Ttl;
  doubtful: Doubtful;
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
