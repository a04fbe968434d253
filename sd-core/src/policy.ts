/**
 * The settings of the core: how long to hold, what to refuse, how to label.
 */

/** What a pool's answer must look like to be published. */
export interface Limits {
  readonly maxPools: number;
  readonly maxTargetsPerPool: number;
  readonly maxTargets: number;
  /** CIDR blocks. Empty: everything but unspecified, loopback, link-local, multicast, broadcast. */
  readonly allowCidrs: readonly string[];
  /** Empty: every port from 1 to 65535. */
  readonly allowPorts: readonly number[];
}

export interface Policy {
  /** How long authoritative answers must lack a target or pool before it goes. 0: at once. */
  readonly confirmForMs: number;
  /** The same for removals of more than half of what is published, and for doubtful ones. */
  readonly confirmCollapseMs: number;
  /** How long the last good answers are served while nothing is confirmed. */
  readonly maxAgeMs: number;
  /** How long a first snapshot waits for every pool's answer. */
  readonly startupGraceMs: number;
  /** Drop each pool whose last answer is older than `maxAgeMs`. */
  readonly dropExpiredPools: boolean;
  /** One group per node, labelled with the SRV target. */
  readonly perNode: boolean;
  readonly limits: Limits;
}

/** The defaults of the configuration file. */
export const defaultPolicy: Policy = {
  confirmForMs: 60_000,
  confirmCollapseMs: 900_000,
  maxAgeMs: 3_600_000,
  startupGraceMs: 120_000,
  dropExpiredPools: false,
  perNode: false,
  limits: {
    maxPools: 20_000,
    maxTargetsPerPool: 20_000,
    maxTargets: 2_000_000,
    allowCidrs: [],
    allowPorts: [],
  },
};
