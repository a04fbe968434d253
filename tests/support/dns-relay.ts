/**
 * A relay in front of a DNS server that counts the questions that pass, over UDP and TCP.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { freeDnsPort } from './ports.ts';
import { startOnFreePort } from './process.ts';

export interface DnsRelay {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** Questions since the last call, by transport. */
  take(): { readonly udp: number; readonly tcp: number };
  stop(): Promise<void>;
}

/** Relays to 127.0.0.1:`target`. */
export function startDnsRelay(target: number): Promise<DnsRelay> {
  return startOnFreePort(freeDnsPort, (port) => startOnPort(port, target));
}

async function startOnPort(port: number, target: number): Promise<DnsRelay> {
  let counted = { udp: 0, tcp: 0 };
  const udp = await relayUdp(port, target, () => (counted = { ...counted, udp: counted.udp + 1 }));
  const tcp = await relayTcp(port, target, () => (counted = { ...counted, tcp: counted.tcp + 1 }));
  return {
    address: `127.0.0.1:${port}`,
    take: () => {
      const taken = counted;
      counted = { udp: 0, tcp: 0 };
      return taken;
    },
    stop: async () => {
      udp();
      await tcp();
    },
  };
}

/** One socket towards the server for each client, so that answers find their way back. */
async function relayUdp(port: number, target: number, count: () => void): Promise<() => void> {
  const front = createSocket('udp4').bind(port, '127.0.0.1');
  await once(front, 'listening');
  const backs = new Map<number, UdpSocket>();
  front.on('message', (message, from) => {
    count();
    const known = backs.get(from.port);
    const back = known ?? createSocket('udp4');
    if (known === undefined) {
      backs.set(from.port, back);
      back.on('message', (answer) => front.send(answer, from.port, from.address));
    }
    back.send(message, target, '127.0.0.1');
  });
  return () => {
    front.close();
    for (const back of backs.values()) back.close();
  };
}

async function relayTcp(port: number, target: number, count: () => void): Promise<() => Promise<void>> {
  const ends = new Set<() => void>();
  const front: Server = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    ends.add(end);
    for (const socket of [client, server]) socket.on('close', end).on('error', end);
    client.on('data', questionCounter(count));
    client.pipe(server).pipe(client);
  }).listen(port, '127.0.0.1');
  await once(front, 'listening');
  return async () => {
    front.close();
    for (const end of ends) end();
    await once(front, 'close');
  };
}

function questionCounter(count: () => void): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      held = held.subarray(2 + held.readUInt16BE(0));
      count();
    }
  };
}
