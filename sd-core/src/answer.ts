/**
 * What the DNS said about one pool's name: it has records, it has none, or we could not find out.
 *
 * Pure data. Source: RFC 1035, RFC 2782 (SRV), RFC 2308 (negative answers).
 */

/** How the answer travelled. `system`: a resolver library chose and does not tell. */
export type Transport = 'udp' | 'tcp' | 'system';

/** Which question the targets came from; `A` stands for A and AAAA together. */
export type RecordType = 'SRV' | 'A';

/** Why we do not know. None of these may ever remove a target. */
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

/** One place to scrape, before the address policy has looked at it. */
export interface TargetRecord {
  /** An IPv4 or IPv6 address without brackets, or a DNS name. */
  readonly host: string;
  /** 1 to 65535; anything else is refused, alone. */
  readonly port: number;
  /** The SRV target this came from; absent for A and AAAA answers. */
  readonly node?: string;
}

/** The name has records. */
export interface RecordsOutcome {
  readonly kind: 'records';
  readonly records: readonly TargetRecord[];
  readonly recordType: RecordType;
  readonly transport: Transport;
  /** Seconds; `null` when the resolver hides it. */
  readonly ttlSeconds: number | null;
  /** Reached by failover to another server, or contradicted by one: a lack in it is weak evidence. */
  readonly doubtful: boolean;
}

/** An authoritative "none": the name, or data of the types we ask for, does not exist. */
export interface AbsentOutcome {
  readonly kind: 'absent';
  readonly why: 'nxdomain' | 'nodata';
  readonly transport: Transport;
  /** Negative TTL in seconds (RFC 2308); `null` when the resolver hides it. */
  readonly ttlSeconds: number | null;
  readonly doubtful: boolean;
}

/** We could not find out. */
export interface UnknownOutcome {
  readonly kind: 'unknown';
  readonly why: UnknownWhy;
  /** For people: what was seen, with the server's address where there is one. */
  readonly detail?: string;
}

/** What one lookup of a pool found. */
export type PoolOutcome = RecordsOutcome | AbsentOutcome | UnknownOutcome;
