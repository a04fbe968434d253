/**
 * A DNS server on loopback that does what a script says, however wrong, over UDP and TCP.
 *
 * Owns one UDP socket and one TCP listener on the same port, chosen by the system.
 */
import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { readQuery, type Reaction, type Script, type ScriptedQuery } from './scripted-query.ts';
import { uint16 } from './crafted-message.ts';

export interface ScriptedServer {
  readonly port: number;
  /** `127.0.0.1:port` or `[::1]:port`. */
  readonly address: string;
  /** Every question so far, in order. */
  readonly queries: readonly ScriptedQuery[];
  /** How many TCP connections were accepted so far. */
  connections(): number;
  /** Closes every open TCP connection, as servers do with idle ones. */
  dropConnections(): void;
  close(): Promise<void>;
}

interface Channel {
  readonly send: (message: Buffer) => void;
  readonly trickle: (message: Buffer, chunkBytes: number) => Promise<void>;
  readonly raw: (bytes: Buffer) => void;
  readonly close: () => void;
}

export async function startScriptedServer(
  script: Script,
  host: '127.0.0.1' | '::1' = '127.0.0.1',
): Promise<ScriptedServer> {
  const { tcp, udp, port } = await bindBoth(host);
  const queries: ScriptedQuery[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  let closed = false;
  const handle = (bytes: Buffer, transport: 'udp' | 'tcp', channel: Channel): void => {
    const query = readQuery(bytes, transport);
    queries.push(query);
    void react(script(query), channel);
  };
  udp.on('message', (bytes, from) =>
    handle(
      bytes,
      'udp',
      udpChannel(udp, from, () => closed),
    ),
  );
  tcp.on('connection', (socket) => {
    connections += 1;
    open.add(socket.setNoDelay(true));
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
    const channel = tcpChannel(socket);
    readFrames(socket, (bytes) => handle(bytes, 'tcp', channel));
  });
  const dropConnections = (): void => open.forEach((socket) => socket.destroy());
  return {
    port,
    address: host === '::1' ? `[::1]:${port}` : `${host}:${port}`,
    queries,
    connections: () => connections,
    dropConnections,
    close: async () => {
      closed = true;
      udp.close();
      tcp.close();
      dropConnections();
      await once(tcp, 'close');
    },
  };
}

async function react(reactions: readonly Reaction[], channel: Channel): Promise<void> {
  for (const reaction of reactions) {
    switch (reaction.kind) {
      case 'send':
        channel.send(reaction.message);
        break;
      case 'trickle':
        await channel.trickle(reaction.message, reaction.chunkBytes);
        break;
      case 'raw':
        channel.raw(reaction.bytes);
        break;
      case 'close':
        channel.close();
        break;
      case 'wait':
        await new Promise((resolve) => setTimeout(resolve, reaction.ms).unref());
        break;
    }
  }
}

function udpChannel(udp: UdpSocket, { port, address }: RemoteInfo, isClosed: () => boolean): Channel {
  // A closed server has nothing to say; a late reaction must not fail the test that ended it.
  const send = (message: Buffer): void => {
    if (!isClosed()) udp.send(message, port, address, () => undefined);
  };
  return { send, trickle: async (message) => send(message), raw: send, close: () => undefined };
}

function tcpChannel(socket: Socket): Channel {
  const framed = (message: Buffer): Buffer => Buffer.concat([uint16(message.length), message]);
  return {
    send: (message) => void socket.write(framed(message)),
    raw: (bytes) => void socket.write(bytes),
    close: () => socket.end(),
    trickle: async (message, chunkBytes) => {
      const bytes = framed(message);
      for (let start = 0; start < bytes.length && !socket.destroyed; start += chunkBytes) {
        socket.write(bytes.subarray(start, start + chunkBytes));
        // A turn of the event loop between two writes makes them two segments.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

/** Splits a stream at its length prefixes (RFC 1035, section 4.2.2). */
function readFrames(socket: Socket, onFrame: (bytes: Buffer) => void): void {
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const end = 2 + held.readUInt16BE(0);
      onFrame(held.subarray(2, end));
      held = held.subarray(end);
    }
  });
}

async function bindBoth(host: '127.0.0.1' | '::1'): Promise<{ tcp: Server; udp: UdpSocket; port: number }> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const tcp = createServer().listen(0, host);
    await once(tcp, 'listening');
    const port = portOf(tcp);
    const udp = createSocket(host === '::1' ? 'udp6' : 'udp4');
    const bound = await new Promise<boolean>((resolve) => {
      udp.once('error', () => resolve(false));
      udp.bind(port, host, () => resolve(true));
    });
    if (bound) return { tcp, udp, port };
    udp.close();
    tcp.close();
  }
  throw new Error(`no port on ${host} is free for both UDP and TCP`);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP listener without a port');
  return address.port;
}
