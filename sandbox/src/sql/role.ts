/**
 * Which pools a role may see and scrape. Pure.
 *
 * Source: Snowflake's access control for compute pools: OWNERSHIP or MONITOR to read metrics, while
 * USAGE alone makes a pool visible in SHOW.
 */
import type { Account, SandboxPool } from '../account/account.ts';

export interface SandboxRole {
  readonly name: string;
  /** Pools that it may monitor besides its own, by name in lower case. */
  readonly monitor: 'all' | readonly string[];
  /** Pools that it may use besides. */
  readonly usage: 'all' | readonly string[];
}

const holds = (grant: SandboxRole['monitor'], pool: SandboxPool): boolean =>
  grant === 'all' || grant.includes(pool.name.toLowerCase());

const owns = (role: SandboxRole, pool: SandboxPool): boolean =>
  pool.owner.toLowerCase() === role.name.toLowerCase();

export function monitoredPools({ pools }: Account, role: SandboxRole): readonly SandboxPool[] {
  return pools.filter((pool) => owns(role, pool) || holds(role.monitor, pool));
}

/** A superset of what it may scrape. */
export function visiblePools({ pools }: Account, role: SandboxRole): readonly SandboxPool[] {
  return pools.filter((pool) => owns(role, pool) || holds(role.monitor, pool) || holds(role.usage, pool));
}
