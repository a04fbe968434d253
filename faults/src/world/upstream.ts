/**
 * What the programs ask: the simulated account's SQL behind a gate, and NSD behind servers that can be wrong.
 */
import { startSandbox, zoneText, type Change, type Sandbox } from '@spcs-sd/sandbox';
import type { DnsServer } from '../../../tests/support/dns-server.ts';
import { startNsd } from '../../../tests/support/nsd.ts';
import { startDnsProxy, type DnsProxy } from './dns-proxy.ts';
import { startGate, type Gate } from './gate.ts';
import type { Owner } from './owned.ts';

export interface Upstream {
  readonly sandbox: Sandbox;
  readonly servers: readonly DnsProxy[];
  /** Before the account's SQL. */
  readonly sql: Gate;
  /** Every target that there is now. */
  truth(): ReadonlySet<string>;
  /** `changed` is called as soon as it is true. Throws when it is refused, or nobody said that it changes. */
  change(change: Change, changed: () => void): Promise<void>;
}

const origin = 'cp.spcs.internal';
/** One pool is too large for UDP, one has addresses alone, one sleeps. */
const pools = [
  { name: 'web', nodes: 50 },
  { name: 'db', nodes: 5 },
  { name: 'batch_jobs', nodes: 3 },
  { name: 'edge', nodes: 4, publishes: 'a' },
  { name: 'asleep', nodes: 2, suspended: true },
] as const;

/** Nobody scrapes the nodes, so they are in the DNS alone. */
const account = { pools, nodePort: 9001, serveNodes: false, ttlSeconds: 1, negativeTtlSeconds: 1 } as const;

export interface UpstreamOptions {
  readonly servers: number;
  /** The account will change: its own DNS server follows at once, while NSD would take its time. */
  readonly changes: boolean;
}

export async function startUpstream(
  { servers: count, changes }: UpstreamOptions,
  owner: Owner,
): Promise<Upstream> {
  const { own } = owner;
  const sandbox = await own(startSandbox(account), (one) => one.close());
  const port = changes ? portOf(sandbox.dnsAddress) : (await startZone(sandbox, owner)).port;
  const servers = await Promise.all(
    Array.from({ length: count }, () => own(startDnsProxy(port), (one) => one.stop())),
  );
  const sql = await own(startGate([sandbox.sql.port]), (one) => one.stop());
  return {
    sandbox,
    servers,
    sql,
    truth: () => new Set([...sandbox.expectedTargets().values()].flat()),
    change: async (change, changed) => {
      if (!changes) throw new Error('this world does not change');
      const result = await sandbox.change(change);
      if (result.kind === 'refused') throw new Error(result.message);
      changed();
    },
  };
}

function startZone(sandbox: Sandbox, { own }: Owner): Promise<DnsServer> {
  const zone = sandbox.zone();
  return own(startNsd({ origin, serial: zone.serial, text: zoneText(zone) }), (one) => one.stop());
}

const portOf = (address: string): number => Number(address.split(':')[1]);
