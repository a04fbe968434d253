/**
 * Generated from schemas/state-file.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * Whether a person or a service wrote that list; null when there was none.
 */
export type SavedOrigin = ('operator' | 'service') | null;
/**
 * Whether the name had records.
 */
export type SavedAnswerKind = 'records' | 'absent';
/**
 * The question that gave it; null when no record type answered.
 */
export type SavedRecordType = ('SRV' | 'A') | null;

/**
 * What discovery remembers over a restart. Times are ages, so that clocks need not agree; readers add the wall time that passed since `savedAtWallMs`, never less than 0, and clamp the sum to 0…max_age.
 */
export interface StateFile {
  /**
   * Raised when a reader of the old form would misunderstand the new one. Another version is not read.
   */
  version: 1;
  /**
   * Of the configuration that the state belongs to. A file of another configuration is not read.
   */
  fingerprint: string;
  /**
   * Milliseconds since 1970 when the ages were taken.
   */
  savedAtWallMs: number;
  /**
   * Age of the newest authoritative answer of the list or a pool, in milliseconds when the file was saved; null when there was none.
   */
  confirmedAgeMs: number | null;
  /**
   * A snapshot has been ready: what the file holds may be served at once.
   */
  begun: boolean;
  /**
   * How long ago SD-RET-9 ceased to lengthen waits, in milliseconds when the file was saved; null while it does, absent when it never did.
   */
  collapseEndedForMs?: number | null;
  list: SavedList;
  /**
   * Every known pool, by name in code-unit order.
   */
  pools: SavedPool[];
}
/**
 * What is remembered of the pool list itself.
 */
export interface SavedList {
  /**
   * Age of the newest list that was read whole, in milliseconds when the file was saved; null when there was none.
   */
  knownAgeMs: number | null;
  origin: SavedOrigin;
  /**
   * For how long lists had named no pool, in milliseconds when the file was saved; null when the last one did.
   */
  emptyForMs: number | null;
  /**
   * The newest reading gave a whole list.
   */
  isCurrent: boolean;
}
/**
 * What is remembered of one pool.
 */
export interface SavedPool {
  /**
   * In lower case.
   */
  name: string;
  /**
   * The absolute DNS name to ask, without its last dot.
   */
  endpoint: string;
  /**
   * How long ago a list first named the pool, in milliseconds when the file was saved.
   */
  listedForMs: number;
  metadata: PoolMetadata;
  /**
   * Age of the list that said so, in milliseconds when the file was saved; null when none did.
   */
  metadataAgeMs: number | null;
  /**
   * For how long lists had lacked the pool, in milliseconds when the file was saved; null while it is listed.
   */
  missingForMs: number | null;
  /**
   * The name has given SRV: a missing SRV is then a removal.
   */
  gaveSrv: boolean;
  /**
   * The last authoritative answer; null before the first.
   */
  answer: SavedAnswer | null;
  /**
   * Targets that answers lack and that wait for confirmation, by address in code-unit order.
   */
  held: SavedHeldTarget[];
}
/**
 * What the list said of the pool.
 */
export interface PoolMetadata {
  /**
   * Snowflake's word, such as ACTIVE or SUSPENDED.
   */
  state?: string;
  /**
   * The role that owns the pool.
   */
  owner?: string;
  /**
   * The instance family of its nodes.
   */
  instanceFamily?: string;
  /**
   * The application it belongs to.
   */
  application?: string;
  /**
   * Whether only that application may use it.
   */
  isExclusive?: boolean;
  /**
   * How many nodes should be publishing metrics.
   */
  activeNodes?: number;
}
/**
 * A pool's last authoritative answer.
 */
export interface SavedAnswer {
  kind: SavedAnswerKind;
  /**
   * Its age, in milliseconds when the file was saved.
   */
  ageMs: number;
  /**
   * What it contained, by address in code-unit order; empty when absent.
   */
  targets: SavedTarget[];
  recordType: SavedRecordType;
  /**
   * How the answer travelled; `system`: a resolver library chose and does not tell.
   */
  transport: 'udp' | 'tcp' | 'system';
  /**
   * An absent answer's TTL in milliseconds; 0 for records.
   */
  negativeTtlMs: number;
  /**
   * For how long answers had not been doubtful, in milliseconds when the file was saved; null when this one is.
   */
  firmForMs: number | null;
  /**
   * For how long answers had been empty, in milliseconds when the file was saved; null when this one is not.
   */
  emptyForMs: number | null;
}
/**
 * A place to scrape.
 */
export interface SavedTarget {
  /**
   * `host:port`, canonical: IPv6 in brackets, names in lower case.
   */
  address: string;
  /**
   * The SRV target in lower case; absent for A and AAAA answers.
   */
  node?: string;
}
/**
 * A target that waits to be removed and is still served.
 */
export interface SavedHeldTarget {
  /**
   * `host:port`, canonical: IPv6 in brackets, names in lower case.
   */
  address: string;
  /**
   * The SRV target in lower case; absent for A and AAAA answers.
   */
  node?: string;
  /**
   * How long ago an answer first lacked it, in milliseconds when the file was saved.
   */
  lackingForMs: number;
  /**
   * How long ago an answer last contained it, in milliseconds when the file was saved.
   */
  lastSeenAgeMs: number;
  recordType: SavedRecordType;
  /**
   * How the answer travelled; `system`: a resolver library chose and does not tell.
   */
  transport: 'udp' | 'tcp' | 'system';
}
