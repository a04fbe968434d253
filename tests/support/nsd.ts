/**
 * A real NSD for tests: authoritative, in the foreground, as the current user, without a control socket.
 */
import { pathOf } from './needs.ts';
import { startDnsServer, zoneFileName, type DnsServer, type DnsServerKind } from './dns-server.ts';
import type { TempFolder } from './temp.ts';
import type { ZoneFile } from './zone-file.ts';

function config(folder: TempFolder, ports: readonly number[], zones: readonly ZoneFile[]): string {
  const server = [
    'server:',
    ...ports.map((port) => `  ip-address: 127.0.0.1@${port}`),
    '  username: ""',
    '  chroot: ""',
    `  zonesdir: "${folder.path}"`,
    '  database: ""',
    '  pidfile: ""',
    `  xfrdfile: "${folder.file('xfrd.state')}"`,
    `  xfrdir: "${folder.path}"`,
    `  zonelistfile: "${folder.file('zone.list')}"`,
    '  server-count: 1',
    // Debian's NSD drops answers beyond 200 a second to one client unless told otherwise.
    '  rrl-ratelimit: 0',
    '  verbosity: 1',
    'remote-control:',
    '  control-enable: no',
  ];
  const zoneLines = zones.flatMap((zone) => [
    'zone:',
    `  name: ${zone.origin}`,
    `  zonefile: ${zoneFileName(zone)}`,
  ]);
  return `${[...server, ...zoneLines].join('\n')}\n`;
}

/** Starts NSD on a free port with the zones; resolves when it serves all of them. */
export function startNsd(...zones: readonly ZoneFile[]): Promise<DnsServer> {
  return startOn([], zones);
}

/** Also on port 53, for clients that ask no other: in a network of its own. */
export function startNsdOnPort53(...zones: readonly ZoneFile[]): Promise<DnsServer> {
  return startOn([53], zones);
}

function startOn(more: readonly number[], zones: readonly ZoneFile[]): Promise<DnsServer> {
  const kind: DnsServerKind = {
    name: 'nsd',
    binary: pathOf('nsd'),
    config: (folder, port, all) => config(folder, [port, ...more], all),
    args: (configPath) => ['-d', '-c', configPath],
  };
  return startDnsServer(kind, zones);
}
