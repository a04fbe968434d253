/**
 * The HTTP listener: its bounds against slow clients, and an end that lets answers finish.
 *
 * Owns the socket and the connections. Knows nothing of what is answered.
 */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { notListening } from '../errors.ts';
import { ok, type Result } from '../result.ts';
import { formatListenAddress, type ListenAddress } from './listen-address.ts';

export interface Listener {
  /** `host:port` with the port that the system chose. */
  readonly address: string;
  serve(handler: RequestListener): void;
  /** Takes no new connections and waits for answers under way, but not longer than the bound. */
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly address: ListenAddress;
  /** As the user wrote it, for messages. */
  readonly text: string;
  /** How long answers under way may take when it ends, in milliseconds. Default 5000. */
  readonly drainMs?: number;
}

/**
 * Scrapers ask each minute, so connections stay open longer than that; a request must arrive soon;
 * a client that takes nothing for a minute is gone.
 */
const bounds = {
  keepAliveTimeout: 90_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
};
const silentClientMs = 60_000;
const defaultDrainMs = 5_000;

/** Takes the port; `serve` must follow without waiting for anything else. */
export async function openListener({
  address,
  text,
  drainMs = defaultDrainMs,
}: ListenerOptions): Promise<Result<Listener>> {
  const server = createServer(bounds);
  server.timeout = silentClientMs;
  server.listen({ port: address.port, ...(address.host !== undefined && { host: address.host }) });
  try {
    await once(server, 'listening');
  } catch (error) {
    return notListening(text, error);
  }
  return ok({
    address: addressOf(server),
    serve: (handler) => void server.on('request', handler),
    close: () => drain(server, drainMs),
  });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no TCP address');
  return formatListenAddress(address.address, address.port);
}

async function drain(server: Server, drainMs: number): Promise<void> {
  const closed = once(server, 'close');
  // A kept connection whose answer ends now would otherwise wait for its next request.
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  const sweeper = setInterval(() => server.closeIdleConnections(), 20);
  const bound = setTimeout(() => server.closeAllConnections(), drainMs);
  server.close();
  await closed;
  clearInterval(sweeper);
  clearTimeout(bound);
}
