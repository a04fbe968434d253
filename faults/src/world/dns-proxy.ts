/**
 * A DNS server that passes questions on to an honest one, and misbehaves on command.
 *
 * Owns its UDP socket and TCP listener on one port of 127.0.0.1, which it keeps while it is shut.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freeDnsPort } from '../../../tests/support/ports.ts';
import { until } from '../../../tests/support/until.ts';
import { readQuestion, type Asker, type DnsQuestion } from './dns-question.ts';
import { readFrames, framed } from './dns-frames.ts';

/** The messages to send for one question; none is silence. `honest` asks the server behind. */
export type Behaviour = (
  question: DnsQuestion,
  honest: () => Promise<Buffer>,
) => readonly Buffer[] | Promise<readonly Buffer[]>;

export interface DnsProxy {
  /** `127.0.0.1:port`, as `dns.servers` takes it. */
  readonly address: string;
  /** From the next question on; undefined: honest. */
  behave(behaviour: Behaviour | undefined): void;
  /** Nobody listens any more: questions are refused by the system. */
  shut(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
}

interface Listening {
  readonly udp: UdpSocket;
  readonly tcp: Server;
  readonly connections: Set<Socket>;
}

const honestly: Behaviour = async (_, honest) => [await honest()];
/** A server on loopback answers at once; a question that it drops must not stay for ever. */
const upstreamMs = 5_000;
/** While it was shut, somebody's socket may have been given its port for a moment. */
const reopenMs = 20_000;

/** Starts in front of 127.0.0.1:`upstream`. */
export async function startDnsProxy(upstream: number): Promise<DnsProxy> {
  const port = await freeDnsPort();
  let behaviour = honestly;
  let listening: Listening | undefined;
  const react: React = async (bytes, asker, send) => {
    const question = readQuestion(bytes, asker);
    const honest = (): Promise<Buffer> => (asker.transport === 'udp' ? overUdp : overTcp)(bytes, upstream);
    // Silence is passed on.
    const messages = await Promise.resolve(behaviour(question, honest)).catch(() => []);
    for (const message of messages) send(message);
  };
  const shut = async (): Promise<void> => {
    const closing = listening;
    listening = undefined;
    if (closing !== undefined) await close(closing);
  };
  const open = async (): Promise<void> => {
    listening ??= await until(() => listen(port, react), reopenMs);
  };
  await open();
  return {
    address: `127.0.0.1:${port}`,
    behave: (next) => void (behaviour = next ?? honestly),
    shut,
    open,
    stop: shut,
  };
}

type React = (bytes: Buffer, asker: Asker, send: (message: Buffer) => void) => Promise<void>;

async function listen(port: number, react: React): Promise<Listening> {
  const udp = createSocket('udp4').bind(port, '127.0.0.1');
  await once(udp, 'listening');
  let open = true;
  udp.on('close', () => (open = false));
  udp.on('message', (bytes, from) => {
    const send = (message: Buffer): void => {
      if (open) udp.send(message, from.port, from.address);
    };
    void react(bytes, { transport: 'udp', from: from.port }, send);
  });
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket)).on('error', () => socket.destroy());
    const asker: Asker = { transport: 'tcp', from: socket.remotePort ?? 0 };
    readFrames(socket, (bytes) => {
      void react(bytes, asker, (message) => void socket.write(framed(message)));
    });
  }).listen(port, '127.0.0.1');
  await once(tcp, 'listening');
  return { udp, tcp, connections };
}

async function close({ udp, tcp, connections }: Listening): Promise<void> {
  const closed = Promise.all([once(udp, 'close'), once(tcp, 'close')]);
  udp.close();
  tcp.close();
  for (const socket of connections) socket.destroy();
  await closed;
}

function overUdp(bytes: Buffer, port: number): Promise<Buffer> {
  const socket = createSocket('udp4');
  return bounded(
    new Promise((resolve, reject) => {
      socket.once('message', resolve).once('error', reject);
      // Connected, so that a closed port is an error and not silence.
      socket.connect(port, '127.0.0.1', () => socket.send(bytes));
    }),
    () => socket.close(),
  );
}

function overTcp(bytes: Buffer, port: number): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  return bounded(
    new Promise((resolve, reject) => {
      socket.once('error', reject).once('close', () => reject(new Error('closed')));
      readFrames(socket, resolve);
      socket.write(framed(bytes));
    }),
    () => void socket.destroy(),
  );
}

/** Ends the question either way. Rejects when nothing came in time. */
async function bounded(answer: Promise<Buffer>, end: () => void): Promise<Buffer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), upstreamMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    end();
  }
}
