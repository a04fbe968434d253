/**
 * A simulated Snowflake account, a token file and sources that ask it, for tests.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startSqlApi,
  type Account,
  type SandboxPool,
  type SqlApi,
  type SqlApiOptions,
} from '@spcs-sd/sandbox';
import type { ListOutcome, Pool } from '@spcs-sd/core';
import { afterEach } from 'vitest';
import type { Clock, PoolSource } from '../ports.ts';
import type { SnowflakeEvent } from '../snowflake/event.ts';
import type { SnowflakeOptions } from '../snowflake/options.ts';
import { createSnowflakeSource } from '../snowflake/snowflake-source.ts';
import { systemClock } from '../system-clock.ts';

export interface SnowflakeWorld {
  readonly api: SqlApi;
  readonly tokenPath: string;
  readonly folder: string;
  readonly setPools: (pools: readonly PoolOf[]) => void;
  /** A source with the session token, unless told otherwise. Its events go to `events`. */
  readonly source: (options?: Partial<SnowflakeOptions>) => PoolSource;
  readonly events: SnowflakeEvent[];
  end(): Promise<void>;
}

export type PoolOf = string | (Pick<SandboxPool, 'name'> & Partial<SandboxPool>);

/** Waits for retries end at once; deadlines are as long as they are. */
export const quickClock: Clock = {
  ...systemClock,
  after(delayMs, callback) {
    if (delayMs >= 20_000) return systemClock.after(delayMs, callback);
    const immediate = setImmediate(callback);
    return () => clearImmediate(immediate);
  },
};

export async function snowflakeWorld(
  pools: readonly PoolOf[] = [],
  options: Partial<SqlApiOptions> = {},
): Promise<SnowflakeWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'spcs-sd-snowflake-'));
  const tokenPath = join(folder, 'token');
  const events: SnowflakeEvent[] = [];
  let account = accountOf(pools);
  const api = await startSqlApi({ ...options, account: () => account });
  await writeFile(tokenPath, `${api.sessionToken()}\n`);
  return {
    api,
    tokenPath,
    folder,
    events,
    setPools: (next) => (account = accountOf(next)),
    source: (given) =>
      createSnowflakeSource({
        account: api.accountName,
        host: api.host,
        port: api.port,
        protocol: 'http',
        authenticator: { kind: 'token', tokenPath },
        clock: quickClock,
        random: () => 0,
        onEvent: (event) => events.push(event),
        ...given,
      }),
    async end() {
      await api.close();
      await rm(folder, { recursive: true });
    },
  };
}

function accountOf(pools: readonly PoolOf[]): Account {
  const made = pools.map((pool, index): SandboxPool => {
    const node = { name: `node-${index}`, address: `127.64.0.${(index % 250) + 1}` };
    return {
      state: 'ACTIVE',
      owner: 'SYSADMIN',
      instanceFamily: 'CPU_X64_S',
      publishes: 'srv',
      idle: false,
      size: 1,
      nodes: [node],
      ...(typeof pool === 'string' ? { name: pool } : pool),
    };
  });
  return { pools: made, nodesMade: made.length };
}

/** What the source sends. */
export const statements = {
  call: 'CALL SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS()',
  show: 'SHOW COMPUTE POOLS',
  role: 'SELECT CURRENT_ROLE()',
} as const;

export interface WorldPerTest {
  /** Opens the test's world; it ends with the test. Once a test. */
  readonly open: typeof snowflakeWorld;
  /** The world that is open. */
  readonly at: () => SnowflakeWorld;
  /** The statements that were run, in their order. */
  readonly ran: () => readonly (string | undefined)[];
  /** The events of one kind. */
  readonly told: (kind: SnowflakeEvent['kind']) => readonly SnowflakeEvent[];
}

/** For a test file whose tests each have a world of their own. */
export function worldPerTest(): WorldPerTest {
  let world: SnowflakeWorld | undefined;
  const at = (): SnowflakeWorld => {
    if (world === undefined) throw new Error('no world is open');
    return world;
  };
  afterEach(async () => {
    await world?.end();
    world = undefined;
  });
  return {
    open: async (...args) => (world = await snowflakeWorld(...args)),
    at,
    ran: () =>
      at()
        .api.requests()
        .flatMap((request) => (request.ran ? [request.statement] : [])),
    told: (kind) => at().events.filter((event) => event.kind === kind),
  };
}

const { signal } = new AbortController();

export function listOf(source: PoolSource): Promise<ListOutcome> {
  return source.list(signal);
}

/** Throws for a list that is not known. */
export async function poolsOf(source: PoolSource): Promise<readonly Pool[]> {
  const outcome = await listOf(source);
  if (outcome.kind === 'known') return outcome.pools;
  throw new Error(outcome.why);
}

/** The sentence of a list that is not known. */
export async function whyOf(source: PoolSource): Promise<string> {
  const outcome = await listOf(source);
  return outcome.kind === 'unknown' ? outcome.why : `known: ${outcome.pools.length} pools`;
}

export const endpoint = (name: string): string => `discover.monitor.${name}.cp.spcs.internal`;
