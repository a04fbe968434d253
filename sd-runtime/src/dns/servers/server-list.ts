/**
 * The servers to ask, each with its transports and what is known of it, in the order to try them.
 *
 * Owns the transports. Follows a list that may change: a server that stays keeps its connection.
 */
import type { EmitDns } from '../event.ts';
import { createServerHealth, type ServerHealth } from './server-health.ts';
import type { ServerAddress } from './server-address.ts';
import { createTcpTransport } from '../transport/tcp-transport.ts';
import type { Transport } from '../transport/transport.ts';
import { createUdpTransport } from '../transport/udp-transport.ts';

export interface Server {
  readonly address: ServerAddress;
  readonly udp: Transport;
  readonly tcp: Transport;
  readonly health: ServerHealth;
  /** Until when to ask without EDNS, because it could not read a question with it. */
  plainUntilMs: number;
}

export interface ServerList {
  /** All servers, in the order of the configuration. */
  all(nowMs: number): readonly Server[];
  close(): void;
}

export function createServerList(
  addresses: (nowMs: number) => readonly ServerAddress[],
  emit: EmitDns,
): ServerList {
  let known: readonly ServerAddress[] = [];
  let servers: readonly Server[] = [];
  const follow = (latest: readonly ServerAddress[]): void => {
    const before = new Map(servers.map((server) => [server.address.text, server]));
    known = latest;
    servers = latest.map((address) => before.get(address.text) ?? createServer(address, emit));
    for (const server of before.values()) if (!servers.includes(server)) closeServer(server);
  };
  return {
    all: (nowMs) => {
      const latest = addresses(nowMs);
      if (latest !== known) follow(latest);
      return servers;
    },
    close: () => servers.forEach(closeServer),
  };
}

function createServer(address: ServerAddress, emit: EmitDns): Server {
  const onIgnored = (): void => emit({ kind: 'message-ignored', server: address.text });
  return {
    address,
    udp: createUdpTransport(address, onIgnored),
    tcp: createTcpTransport(address, onIgnored),
    health: createServerHealth(),
    plainUntilMs: -Infinity,
  };
}

function closeServer({ udp, tcp }: Server): void {
  udp.close();
  tcp.close();
}

/** Good servers in order, then bad ones in order. */
export function inOrderOfHealth(servers: readonly Server[], nowMs: number): readonly Server[] {
  if (servers.length === 1) return servers;
  const bad = new Set(servers.filter(({ health }) => health.isBad(nowMs)));
  return [...servers.filter((server) => !bad.has(server)), ...bad];
}
