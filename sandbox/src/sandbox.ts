/**
 * The simulated account, running: its DNS server, its nodes, its SQL, its control.
 *
 * Owns every socket of the sandbox; all are on loopback. Writes nothing to disk.
 */
import { accountServers, type AccountServers } from './account-servers.ts';
import { accountWith, type PoolSpec } from './account/change.ts';
import { expectedTargets, poolList } from './account/pool-list.ts';
import { startControl, type Control, type Controlled } from './control/control.ts';
import { startDnsServer, type DnsServer } from './dns/server.ts';
import { freePort } from './nodes/free-port.ts';
import { nodeServers } from './nodes/node-servers.ts';
import { startSqlApi, type SqlApi, type SqlApiOptions } from './sql-api/server.ts';
import { defaultSwitches, type Switches } from './switches.ts';

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
  /** What nobody has published, either way. */
  readonly switches?: Partial<Switches>;
  /** Who may ask the account over HTTP; services alone without it. */
  readonly sql?: Omit<SqlApiOptions, 'account' | 'switches'>;
}

export interface Sandbox extends Controlled {
  /** `127.0.0.1:port`, as `dns.servers` takes it. */
  readonly dnsAddress: string;
  /** Without a slash at its end. */
  readonly controlUrl: string;
  readonly nodePort: number;
  /** What a discovery should find that asks for every pool: `host:port` in code-unit order, by pool. */
  expectedTargets(): ReadonlyMap<string, readonly string[]>;
  /** Calls back after each change, when DNS and nodes have followed. Returns how to stop. */
  watch(changed: () => void): () => void;
  /** Ends everything and every connection. Harmless twice. */
  close(): Promise<void>;
}

/** Starts everything. Rejects when a port is taken or a pool is refused; nothing runs then. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { ttlSeconds = 5, negativeTtlSeconds = 5, serveNodes = true, nodePort: wanted = 9001 } = options;
  const made = accountWith(options.pools ?? []);
  if (made.kind === 'refused') throw new Error(made.message);
  const switches = { ...defaultSwitches, ...options.switches };
  const nodePort = wanted === 0 ? await freePort() : wanted;
  const nodes = serveNodes ? nodeServers() : undefined;
  const servers = accountServers({
    account: made.account,
    switches,
    nodePort,
    ttlSeconds,
    negativeTtlSeconds,
    nodes,
  });
  let dns: DnsServer | undefined;
  let control: Control | undefined;
  let sql: SqlApi | undefined;
  const closeAll = async (): Promise<void> => {
    await Promise.all([control?.close(), sql?.close(), dns?.close(), nodes?.close()]);
  };
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= closeAll());
  try {
    dns = await startDnsServer(servers.zone(), options.dnsPort ?? 0);
    await servers.serveBy(dns);
    sql = await startSqlApi({ ...options.sql, account: servers.account, switches });
    const controlled = controlledOf(servers, sql);
    control = await startControl(controlled, options.controlPort ?? 0);
    return {
      ...controlled,
      dnsAddress: dns.address,
      controlUrl: control.url,
      nodePort,
      expectedTargets: () => expectedTargets(servers.account(), nodePort, servers.switches()),
      watch: servers.watch,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function controlledOf(servers: AccountServers, sql: SqlApi): Controlled {
  const { account, change, zone, faults, setFault, switches } = servers;
  return {
    account,
    change,
    zone,
    faults,
    setFault,
    switches,
    poolList: () => poolList(account(), switches().underscore),
    sql,
    setSwitches: async (changed) => {
      // The DNS first: what the account's SQL names from now on can be asked for.
      await servers.setSwitches(changed);
      sql.setSwitches(changed);
    },
  };
}
