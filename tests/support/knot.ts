/**
 * A real Knot DNS for tests: a second opinion on what an authoritative server says.
 */
import { pathOf } from './needs.ts';
import { startDnsServer, zoneFileName, type DnsServer } from './dns-server.ts';
import type { TempFolder } from './temp.ts';
import type { ZoneFile } from './zone-file.ts';

function config(folder: TempFolder, port: number, zones: readonly ZoneFile[]): string {
  const lines = [
    'server:',
    `  rundir: "${folder.path}"`,
    `  listen: 127.0.0.1@${port}`,
    '  udp-workers: 1',
    '  tcp-workers: 1',
    '  background-workers: 1',
    'database:',
    `  storage: "${folder.path}"`,
    'log:',
    '  - target: stderr',
    '    any: info',
    'template:',
    '  - id: default',
    `    storage: "${folder.path}"`,
    '    zonefile-load: whole',
    '    journal-content: none',
    'zone:',
    ...zones.flatMap((zone) => [`  - domain: ${zone.origin}`, `    file: ${zoneFileName(zone)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Starts knotd on a free port with the zones; resolves when it serves all of them. */
export function startKnot(...zones: readonly ZoneFile[]): Promise<DnsServer> {
  const args = (configPath: string): readonly string[] => ['-c', configPath];
  return startDnsServer({ name: 'knot', binary: pathOf('knotd'), config, args }, zones);
}
