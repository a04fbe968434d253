/**
 * The SOA serial that a DNS server gives now: how tests know that a zone is served.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { decode, encode, RECURSION_DESIRED, streamDecode, streamEncode } from 'dns-packet';

/** How long one question may take; on loopback an answer takes under a millisecond. */
const timeoutMs = 500;

/** The serial over UDP from 127.0.0.1; undefined when there is no answer or no SOA in it. */
export async function servedSerial(port: number, origin: string): Promise<number | undefined> {
  const socket = createSocket('udp4');
  try {
    const message = await ask(socket, port, origin);
    const soa = message && decode(message).answers?.find((answer) => answer.type === 'SOA');
    return soa?.type === 'SOA' ? soa.data.serial : undefined;
  } finally {
    socket.close();
  }
}

/** The same over TCP, which another process of a server may answer. */
export async function servedSerialOverTcp(port: number, origin: string): Promise<number | undefined> {
  const socket = connect({ port, host: '127.0.0.1', timeout: timeoutMs });
  try {
    socket.on('timeout', () => socket.destroy(new Error('no answer')));
    socket.write(streamEncode({ type: 'query', id: 1, questions: [{ type: 'SOA', name: origin }] }));
    // An answer of one record comes in one piece.
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    const soa = streamDecode(bytes).answers?.find((answer) => answer.type === 'SOA');
    return soa?.type === 'SOA' ? soa.data.serial : undefined;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

function ask(
  socket: ReturnType<typeof createSocket>,
  port: number,
  origin: string,
): Promise<Buffer | undefined> {
  const id = 1 + Math.floor(Math.random() * 65_535);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), timeoutMs);
    const end = (message: Buffer | undefined): void => {
      clearTimeout(timer);
      resolve(message);
    };
    socket.once('error', () => end(undefined));
    socket.once('message', end);
    // Connected, so that a closed port is an error at once and no one else can answer.
    socket.connect(port, '127.0.0.1', () => {
      const questions = [{ type: 'SOA', name: origin }] as const;
      // Unbound refuses questions that do not ask for recursion.
      socket.send(encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [...questions] }));
    });
  });
}
