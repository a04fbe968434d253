/**
 * One port for all nodes, chosen by the system.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A TCP port that was free on the first node's address a moment ago, and so most likely on all. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.64.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return address.port;
}
