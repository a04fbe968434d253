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

/** How names write a pool's underscore; nobody has published what Snowflake's do. */
export type Underscore = '_' | '-';

function labelOf(pool: SandboxPool, underscore: Underscore): string {
  return pool.name.toLowerCase().replaceAll('_', underscore);
}

/** The name to ask for a pool's nodes. */
export function endpointOf(pool: SandboxPool, underscore: Underscore = '_'): string {
  return `discover.monitor.${labelOf(pool, underscore)}.${poolsOrigin}`;
}

export function nodeName(pool: SandboxPool, node: SandboxNode, underscore: Underscore = '_'): string {
  return `${node.name}.${labelOf(pool, underscore)}.${poolsOrigin}`;
}

/** One name for the addresses of all nodes. */
export function allNodesName(pool: SandboxPool, underscore: Underscore = '_'): string {
  return `nodes.${labelOf(pool, underscore)}.${poolsOrigin}`;
}
