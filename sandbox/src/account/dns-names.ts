/**
 * The names under which a pool and its nodes stand in the DNS.
 *
 * Source: Snowflake's documentation of the monitoring of compute pools, in its form of 2025.
 */
import type { SandboxNode, SandboxPool } from './account.ts';

export const poolsOrigin = 'cp.spcs.internal';

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Pools with other names exist and are listed, but nobody can ask the DNS for them. */
export function isDnsPool(pool: SandboxPool): boolean {
  return label.test(pool.name.toLowerCase());
}

/** The name to ask for a pool's nodes. */
export function endpointOf(pool: SandboxPool): string {
  return `discover.monitor.${pool.name.toLowerCase()}.${poolsOrigin}`;
}

export function nodeName(pool: SandboxPool, node: SandboxNode): string {
  return `${node.name}.${pool.name.toLowerCase()}.${poolsOrigin}`;
}
