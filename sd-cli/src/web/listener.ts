/**
 * The port: takes it, accepts connections, and lets them go at the end.
 *
 * Knows nothing of what goes through a connection.
 */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { notListening } from '../errors.ts';
import { ok, type Result } from '../result.ts';
import { formatListenAddress, type ListenAddress } from './listen-address.ts';

export interface Listener {
  /** `host:port` with the port that the system chose. */
  readonly address: string;
  /** Whether only this machine can reach it. */
  readonly isLoopback: boolean;
  /** Must be told without waiting for anything else after the start. */
  onConnection(accept: (socket: Socket) => void): void;
  /** Accepts no more. The connections that there are stay. */
  close(): void;
}

export interface ListenerOptions {
  readonly address: ListenAddress;
  /** As the user wrote it, for messages. */
  readonly text: string;
}

export async function openListener({ address, text }: ListenerOptions): Promise<Result<Listener>> {
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  server.listen({ port: address.port, ...(address.host !== undefined && { host: address.host }) });
  try {
    await once(server, 'listening');
  } catch (error) {
    return notListening(text, error);
  }
  const { host, port } = addressOf(server);
  return ok({
    address: formatListenAddress(host, port),
    isLoopback: /^(127\.|::1$|::ffff:127\.)/.test(host),
    onConnection: (accept) => void server.on('connection', accept),
    close: () => void server.close(),
  });
}

function addressOf(server: Server): { readonly host: string; readonly port: number } {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no TCP address');
  return { host: address.address, port: address.port };
}
