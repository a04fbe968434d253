/**
 * A client that sends bytes, whatever they mean, and takes down what comes back.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawClient {
  readonly socket: Socket;
  /** Everything so far, a character for each byte. */
  received(): string;
  send(bytes: string | Buffer): void;
  /** Nothing more is sent; what comes back is still read. */
  finish(): void;
  readonly closed: Promise<void>;
  destroy(): void;
}

/** Resolves when it is connected. */
export async function rawClient(port: number, host = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host, allowHalfOpen: true });
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  // However the server ends it, that it ended is what counts.
  socket.on('error', () => undefined);
  socket.on('end', () => socket.end());
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await Promise.race([once(socket, 'connect'), closed]);
  return {
    socket,
    received: () => received,
    send: (bytes) => void socket.write(bytes),
    finish: () => void socket.end(),
    closed,
    destroy: () => void socket.destroy(),
  };
}

/** Sends all of it, and gives what came back until the server closed. */
export async function exchange(port: number, ...parts: readonly (string | Buffer)[]): Promise<string> {
  const client = await rawClient(port);
  for (const part of parts) client.send(part);
  client.finish();
  await client.closed;
  return client.received();
}

/** The status of the first answer; 0 when there is none. */
export function statusOf(received: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(received)?.[1] ?? 0);
}
