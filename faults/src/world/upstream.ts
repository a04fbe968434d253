/**
 * What the programs ask: the simulated account's SQL behind a gate, and NSD behind servers that can be wrong.
 */
import { startSandbox, zoneText, type Change, type Sandbox } from '@spcs-sd/sandbox';
import { startNsd } from '../../../tests/support/nsd.ts';
import type { ZoneFile } from '../../../tests/support/zone-file.ts';
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
  /** Account and DNS follow; `changed` is called before anybody can see it. Throws when it is refused. */
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

export async function startUpstream(serverCount: number, { own }: Owner): Promise<Upstream> {
  const sandbox = await own(startSandbox(account), (one) => one.close());
  const nsd = await own(startNsd(zoneOf(sandbox)), (one) => one.stop());
  const servers = await Promise.all(
    Array.from({ length: serverCount }, () =>
      own(
        startDnsProxy(() => nsd.port),
        (one) => one.stop(),
      ),
    ),
  );
  const sql = await own(startGate([sandbox.sql.port]), (one) => one.stop());
  return {
    sandbox,
    servers,
    sql,
    truth: () => new Set([...sandbox.expectedTargets().values()].flat()),
    change: async (change, changed) => {
      const result = await sandbox.change(change);
      if (result.kind === 'refused') throw new Error(result.message);
      changed();
      await nsd.reload(zoneOf(sandbox));
    },
  };
}

function zoneOf(sandbox: Sandbox): ZoneFile {
  const zone = sandbox.zone();
  return { origin, serial: zone.serial, text: zoneText(zone) };
}
