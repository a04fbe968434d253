/**
 * A real Unbound for tests: the recursive resolver between a client and NSD, with its cache.
 *
 * It asks loopback servers only: every name outside the given zones is refused.
 */
import { writeFile } from 'node:fs/promises';
import { pathOf } from './needs.ts';
import { freeDnsPort } from './ports.ts';
import { startOnFreePort, startProcess, untilReady } from './process.ts';
import { servedSerial } from './soa.ts';
import { tempFolder, type TempFolder } from './temp.ts';

/** A zone and the authoritative server on 127.0.0.1 that is asked for it. */
export interface UnboundStub {
  readonly origin: string;
  readonly port: number;
}

export interface UnboundOptions {
  readonly stubs: readonly UnboundStub[];
  /** More lines of the `server:` clause, such as `minimal-responses: yes`. */
  readonly server?: readonly string[];
}

export interface Unbound {
  readonly port: number;
  /** `127.0.0.1:port`, as `dns.servers` takes it. */
  readonly address: string;
  readonly pid: number;
  /** Everything it has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

function config(folder: TempFolder, port: number, { stubs, server = [] }: UnboundOptions): string {
  const lines = [
    'server:',
    `  interface: 127.0.0.1@${port}`,
    '  outgoing-interface: 127.0.0.1',
    '  do-ip6: no',
    '  do-daemonize: no',
    '  do-not-query-localhost: no',
    '  username: ""',
    '  chroot: ""',
    `  directory: "${folder.path}"`,
    '  pidfile: ""',
    '  use-syslog: no',
    '  logfile: ""',
    '  num-threads: 1',
    '  module-config: "iterator"',
    '  minimal-responses: no',
    '  local-zone: "." refuse',
    ...stubs.map(({ origin }) => `  local-zone: "${origin}." transparent`),
    ...server.map((line) => `  ${line}`),
    'remote-control:',
    '  control-enable: no',
    ...stubs.flatMap((stub) => [
      'stub-zone:',
      `  name: "${stub.origin}."`,
      `  stub-addr: 127.0.0.1@${stub.port}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Starts Unbound on a free port; resolves when it gives the SOA of every stub zone. */
export async function startUnbound(options: UnboundOptions): Promise<Unbound> {
  const folder = await tempFolder('unbound');
  try {
    return await startOnFreePort(freeDnsPort, (port) => startOnPort(folder, port, options));
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function startOnPort(folder: TempFolder, port: number, options: UnboundOptions): Promise<Unbound> {
  const configPath = folder.file('unbound.conf');
  await writeFile(configPath, config(folder, port, options));
  const server = await startProcess(pathOf('unbound'), ['-d', '-c', configPath]);
  try {
    await untilReady(server, async () => {
      const serials = await Promise.all(options.stubs.map((stub) => servedSerial(port, stub.origin)));
      return serials.every((serial) => serial !== undefined);
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    port,
    address: `127.0.0.1:${port}`,
    pid: server.pid,
    log: () => server.output(),
    stop: async () => {
      await server.stop();
      await folder.remove();
    },
  };
}
