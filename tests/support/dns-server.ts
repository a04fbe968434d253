/**
 * What the real authoritative servers have in common: zones in files, SIGHUP to read them again,
 * and the SOA serial to know when they are served.
 */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freeDnsPort } from './ports.ts';
import { startOnFreePort, startProcess, untilReady } from './process.ts';
import { servedSerial, servedSerialOverTcp } from './soa.ts';
import { until } from './until.ts';
import { tempFolder, type TempFolder } from './temp.ts';
import type { ZoneFile } from './zone-file.ts';

/** A running server on 127.0.0.1, UDP and TCP. */
export interface DnsServer {
  readonly port: number;
  /** `127.0.0.1:port`, as `dns.servers` takes it. */
  readonly address: string;
  readonly pid: number;
  /** Everything it has logged so far. */
  log(): string;
  /** Replaces a zone that it started with; resolves when the new serial is served. */
  reload(zone: ZoneFile): Promise<void>;
  stop(): Promise<void>;
}

/** The size of an adapter: how one product is configured and started. */
export interface DnsServerKind {
  readonly name: string;
  readonly binary: string;
  config(folder: TempFolder, port: number, zones: readonly ZoneFile[]): string;
  args(configPath: string): readonly string[];
}

export const zoneFileName = (zone: ZoneFile): string => `${zone.origin}.zone`;

/** Renamed into place, so that no server reads half a zone. */
async function writeZone(folder: TempFolder, zone: ZoneFile): Promise<void> {
  const path = join(folder.path, zoneFileName(zone));
  await writeFile(`${path}.new`, zone.text);
  await rename(`${path}.new`, path);
}

export async function startDnsServer(kind: DnsServerKind, zones: readonly ZoneFile[]): Promise<DnsServer> {
  const folder = await tempFolder(kind.name);
  try {
    await Promise.all(zones.map((zone) => writeZone(folder, zone)));
    return await startOnFreePort(freeDnsPort, (port) => startOnPort(kind, folder, port, zones));
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/** Of a zone with a million nodes they read a hundred megabytes. */
const readyBoundMs = (zones: readonly ZoneFile[]): number =>
  15_000 + zones.reduce((sum, { text }) => sum + text.length, 0) / 1000;

async function startOnPort(
  kind: DnsServerKind,
  folder: TempFolder,
  port: number,
  zones: readonly ZoneFile[],
): Promise<DnsServer> {
  const configPath = folder.file('server.conf');
  await writeFile(configPath, kind.config(folder, port, zones));
  const server = await startProcess(kind.binary, kind.args(configPath));
  const serves = async (zone: ZoneFile): Promise<boolean> =>
    (await servedSerial(port, zone.origin)) === zone.serial;
  const servesOverTcp = async (zone: ZoneFile): Promise<boolean> =>
    (await servedSerialOverTcp(port, zone.origin)) === zone.serial;
  try {
    const isReady = async (): Promise<boolean> => (await Promise.all(zones.map(serves))).every(Boolean);
    await untilReady(server, isReady, readyBoundMs(zones));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    port,
    address: `127.0.0.1:${port}`,
    pid: server.pid,
    log: () => server.output(),
    reload: async (zone) => {
      if (await serves(zone)) throw new Error(`serial ${zone.serial} is served already: raise it`);
      await writeZone(folder, zone);
      server.signal('SIGHUP');
      // A server hands over from one process to the next: for a moment both answer.
      let inARow = 0;
      await until(async () => {
        const isServed = (await serves(zone)) && (await servesOverTcp(zone));
        inARow = isServed ? inARow + 1 : 0;
        if (inARow < 10) throw new Error(`zone not reloaded:\n${server.output()}`);
      }, 15_000);
    },
    stop: async () => {
      await server.stop();
      await folder.remove();
    },
  };
}
