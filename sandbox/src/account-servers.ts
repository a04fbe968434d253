/**
 * The account as DNS and nodes show it: whatever changes, they follow.
 *
 * Owns the account as it is now, the switches and the faults; the servers are given.
 */
import { emptyAccount, type Account } from './account/account.ts';
import { accountFaults, accountZone } from './account/account-zone.ts';
import { changeAccount, type Change, type Changed } from './account/change.ts';
import { noFaults, withFault, type DnsFault, type DnsFaults, type DnsFaultScope } from './dns/fault.ts';
import type { DnsServer } from './dns/server.ts';
import type { Zone } from './dns/zone.ts';
import type { NodeServers } from './nodes/node-servers.ts';
import { serialQueue } from './serial-queue.ts';
import type { Switches } from './switches.ts';

export interface AccountServersOptions {
  readonly account: Account;
  readonly switches: Switches;
  readonly nodePort: number;
  readonly ttlSeconds: number;
  readonly negativeTtlSeconds: number;
  /** Undefined: the nodes are in the DNS but do not listen. */
  readonly nodes: NodeServers | undefined;
}

export interface AccountServers {
  readonly account: () => Account;
  readonly zone: () => Zone;
  readonly faults: () => DnsFaults;
  readonly switches: () => Switches;
  /** Nodes listen and the zone is served by this server from now on. Rejects when an address is taken. */
  readonly serveBy: (dns: Pick<DnsServer, 'serve' | 'misbehave'>) => Promise<void>;
  readonly change: (change: Change) => Promise<Changed>;
  readonly setSwitches: (changed: Partial<Switches>) => Promise<void>;
  readonly setFault: (fault: DnsFault | undefined, scope?: DnsFaultScope) => void;
  readonly watch: (changed: () => void) => () => void;
}

/** All that the servers are made from. */
interface Shown {
  readonly account: Account;
  readonly switches: Switches;
}

export function accountServers(options: AccountServersOptions): AccountServers {
  const { nodePort, nodes } = options;
  const enqueue = serialQueue();
  const watchers = new Set<() => void>();
  let shown: Shown = { account: emptyAccount, switches: options.switches };
  let faults: DnsFaults = noFaults;
  let dns: Pick<DnsServer, 'serve' | 'misbehave'> | undefined;
  let zone = zoneOf(shown, options, 1);

  const misbehave = (): void => dns?.misbehave([...faults, ...accountFaults(shown.account, shown.switches)]);
  const follow = async (next: Shown, serial: number): Promise<void> => {
    const { srvPort } = next.switches;
    const ports = [...new Set(srvPort === 0 ? [nodePort] : [nodePort, srvPort])];
    await nodes?.open(next.account, ports);
    shown = next;
    zone = zoneOf(next, options, serial);
    dns?.serve(zone);
    misbehave();
    await nodes?.closeOthers(next.account, ports);
    for (const changed of watchers) changed();
  };
  return {
    account: () => shown.account,
    zone: () => zone,
    faults: () => faults,
    switches: () => shown.switches,
    serveBy: (server) => {
      dns = server;
      return enqueue(() => follow({ ...shown, account: options.account }, 1));
    },
    change: (change) =>
      enqueue(async () => {
        const result = changeAccount(shown.account, change);
        if (result.kind === 'changed') {
          await follow({ ...shown, account: result.account }, zone.serial + 1);
        }
        return result;
      }),
    setSwitches: (changed) =>
      enqueue(() => follow({ ...shown, switches: { ...shown.switches, ...changed } }, zone.serial + 1)),
    setFault: (fault, scope) => {
      faults = withFault(faults, fault, scope);
      misbehave();
    },
    watch: (changed) => {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
}

function zoneOf({ account, switches }: Shown, options: AccountServersOptions, serial: number): Zone {
  const { nodePort, ttlSeconds, negativeTtlSeconds } = options;
  return accountZone(account, { serial, ttlSeconds, negativeTtlSeconds, nodePort, switches });
}
