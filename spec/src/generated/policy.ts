/**
 * Generated from schemas/policy.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * The settings of the pure step: how long to hold, what to refuse, how to label.
 */
export interface Policy {
  /**
   * How long authoritative answers must lack a target or pool before it is removed, in milliseconds. 0 removes on a single answer.
   */
  confirmForMs: number;
  /**
   * The same for unexcused removals of more than half of what is published and for doubtful evidence, in milliseconds.
   */
  confirmCollapseMs: number;
  /**
   * How long the last good answers are served while nothing is confirmed, in milliseconds.
   */
  maxAgeMs: number;
  /**
   * How long a first snapshot waits for every pool's answer, in milliseconds.
   */
  startupGraceMs: number;
  /**
   * Whether to drop each pool whose last answer is as old as `maxAgeMs`.
   */
  dropExpiredPools: boolean;
  /**
   * Whether each node gets a group of its own, labelled with its SRV target.
   */
  perNode: boolean;
  limits: Limits;
}
/**
 * What a list or an answer must look like to be published.
 */
export interface Limits {
  /**
   * Pools in a list. A list with more counts as unknown.
   */
  maxPools: number;
  /**
   * Targets in one pool's answer. An answer with more counts as unknown (`limit`).
   */
  maxTargetsPerPool: number;
  /**
   * Targets of all pools together. An answer that would exceed it counts as unknown (`limit`).
   */
  maxTargets: number;
  /**
   * CIDR blocks of addresses to accept. Empty: everything but unspecified, loopback, link-local, multicast and broadcast addresses.
   */
  allowCidrs: string[];
  /**
   * TCP ports to accept. Empty: every port from 1 to 65535.
   */
  allowPorts: number[];
}
