/**
 * The simulated account, running: its DNS server, its nodes, its control.
 *
 * Owns every socket of the sandbox; all are on loopback. Writes nothing to disk.
 */
import type { Account } from './account/account.ts';
import { accountZone } from './account/account-zone.ts';
import { accountWith, changeAccount, type PoolSpec } from './account/change.ts';
import { expectedTargets, poolList } from './account/pool-list.ts';
import { startControl, type Control, type Controlled } from './control/control.ts';
import { noFaults, withFault } from './dns/fault.ts';
import { startDnsServer, type DnsServer } from './dns/server.ts';
import type { Zone } from './dns/zone.ts';
import { freePort } from './nodes/free-port.ts';
import { nodeServers, type NodeServers } from './nodes/node-servers.ts';
import { serialQueue } from './serial-queue.ts';
import { startSqlApi, type SqlApi, type SqlApiOptions } from './sql-api/server.ts';

export interface SandboxOptions {
  /** The pools at the start; none without it. */
  readonly pools?: readonly PoolSpec[];
  /** UDP and TCP on 127.0.0.1; 0, the default, lets the system choose. */
  readonly dnsPort?: number;
  /** HTTP on 127.0.0.1; 0, the default, lets the system choose. */
  readonly controlPort?: number;
  /** Every node's port; 9001 without it, as in Snowflake; 0 lets the system choose one for all. */
  readonly nodePort?: number;
  /** False: the nodes are in the DNS but do not listen. */
  readonly serveNodes?: boolean;
  /** TTL of the pools' records in seconds; 5 without it. */
  readonly ttlSeconds?: number;
  /** TTL of negative answers in seconds; 5 without it. */
  readonly negativeTtlSeconds?: number;
  /** What the DNS says for a pool without nodes; `nxdomain` without it. */
  readonly emptyPool?: 'nxdomain' | 'nodata';
  /** Who may ask the account over HTTP, and how it answers; services alone without it. */
  readonly sql?: Omit<SqlApiOptions, 'account'>;
}

export interface Sandbox extends Controlled {
  /** `127.0.0.1:port`, as `dns.servers` takes it. */
  readonly dnsAddress: string;
  /** Without a slash at its end. */
  readonly controlUrl: string;
  readonly nodePort: number;
  /** Snowflake's SQL API and login protocol. */
  readonly sql: SqlApi;
  /** What a discovery should find, by pool in lower case: `host:port` in code-unit order. */
  expectedTargets(): ReadonlyMap<string, readonly string[]>;
  /** Calls back after each change, when DNS and nodes have followed. Returns how to stop. */
  watch(changed: () => void): () => void;
  /** Ends everything and every connection. Harmless twice. */
  close(): Promise<void>;
}

interface Parts {
  readonly dns: DnsServer;
  readonly nodes: NodeServers;
  readonly store: AccountStore;
}

/** The account as it is now. */
interface AccountStore {
  account: Account;
}

/** The sandbox around servers that run already. */
function sandboxOf(
  { dns, nodes, store }: Parts,
  zoneOf: (account: Account, serial: number) => Zone,
  serveNodes: boolean,
): Omit<Sandbox, 'controlUrl' | 'close' | 'sql'> {
  let zone = zoneOf(store.account, 1);
  let faults = noFaults;
  const enqueue = serialQueue();
  const watchers = new Set<() => void>();

  const follow = async (next: Account): Promise<void> => {
    if (serveNodes) await nodes.open(next);
    store.account = next;
    zone = zoneOf(next, zone.serial + 1);
    dns.serve(zone);
    if (serveNodes) await nodes.closeOthers(next);
    for (const changed of watchers) changed();
  };
  return {
    dnsAddress: dns.address,
    nodePort: nodes.port,
    account: () => store.account,
    change: (change) =>
      enqueue(async () => {
        const result = changeAccount(store.account, change);
        if (result.kind === 'changed') await follow(result.account);
        return result;
      }),
    zone: () => zone,
    poolList: () => poolList(store.account),
    expectedTargets: () => expectedTargets(store.account, nodes.port),
    faults: () => faults,
    setFault: (fault, pool) => {
      faults = withFault(faults, fault, pool);
      dns.misbehave(faults);
    },
    watch: (changed) => {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
}

/** Starts everything. Rejects when a port is taken or a pool is refused; nothing runs then. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { ttlSeconds = 5, negativeTtlSeconds = 5, emptyPool = 'nxdomain', serveNodes = true } = options;
  const made = accountWith(options.pools ?? []);
  if (made.kind === 'refused') throw new Error(made.message);
  const start = made.account;
  const store: AccountStore = { account: start };
  const nodePort = options.nodePort ?? 9001;
  const underscore = options.sql?.switches?.underscore ?? '_';
  const nodes = nodeServers(nodePort === 0 ? await freePort() : nodePort);
  const zoneOf = (account: Account, serial: number): Zone =>
    accountZone(account, {
      serial,
      ttlSeconds,
      negativeTtlSeconds,
      nodePort: nodes.port,
      emptyPool,
      underscore,
    });
  let dns: DnsServer | undefined;
  let control: Control | undefined;
  let sql: SqlApi | undefined;
  const closeAll = async (): Promise<void> => {
    await Promise.all([control?.close(), sql?.close(), dns?.close(), nodes.close()]);
  };
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= closeAll());
  try {
    if (serveNodes) await nodes.open(start);
    dns = await startDnsServer(zoneOf(start, 1), options.dnsPort ?? 0);
    sql = await startSqlApi({ ...options.sql, account: () => store.account });
    const sandbox = { ...sandboxOf({ dns, nodes, store }, zoneOf, serveNodes), sql };
    control = await startControl(sandbox, options.controlPort ?? 0);
    return { ...sandbox, controlUrl: control.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
