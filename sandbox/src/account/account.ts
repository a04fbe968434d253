/**
 * A simulated Snowflake account: its compute pools and their nodes, as a value.
 *
 * Pure. Source: Snowflake's SHOW COMPUTE POOLS (states, columns).
 */

export interface SandboxNode {
  /** Its DNS label; unique in the account, never used again. */
  readonly name: string;
  /** 127.x.y.z; unique in the account, never used again. */
  readonly address: string;
}

/** Simulated changes are done at once, so the states in between do not occur. */
export type PoolState = 'ACTIVE' | 'IDLE' | 'SUSPENDED';

/** Which records the pool's name has: the documentation allows SRV or A. */
export type PoolPublishes = 'srv' | 'a';

export interface SandboxPool {
  /** As it was given. Names are equal without regard to case. */
  readonly name: string;
  readonly state: PoolState;
  readonly owner: string;
  readonly instanceFamily: string;
  readonly publishes: PoolPublishes;
  /** No service runs on it: its nodes are up, and its state is IDLE. */
  readonly idle: boolean;
  /** How many nodes it has whenever it is not suspended. */
  readonly size: number;
  readonly nodes: readonly SandboxNode[];
}

export interface Account {
  /** In code-unit order of their names in lower case. */
  readonly pools: readonly SandboxPool[];
  /** How many nodes have ever been made. */
  readonly nodesMade: number;
}

export const emptyAccount: Account = { pools: [], nodesMade: 0 };

/** Finds a pool without regard to case. */
export function poolOf(account: Account, name: string): SandboxPool | undefined {
  return account.pools.find((pool) => pool.name.toLowerCase() === name.toLowerCase());
}

const hostsPerBlock = 254;
/** 127.64.0.1 to 127.127.255.254: far from the addresses that other programs use. */
export const maxNodesMade: number = 64 * 256 * hostsPerBlock;

/** The node made after `made` others. No address ends in 0 or 255, which some programs take amiss. */
export function nodeAt(made: number): SandboxNode {
  const block = Math.floor(made / hostsPerBlock);
  const second = 64 + Math.floor(block / 256);
  return {
    name: `node-${made.toString(36).padStart(4, '0')}`,
    address: `127.${second}.${block % 256}.${1 + (made % hostsPerBlock)}`,
  };
}
