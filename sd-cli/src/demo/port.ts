/**
 * Ports for programs that must be told theirs.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Listens for a moment. Rejects with EADDRINUSE when the port is taken; 0 lets the system choose. */
async function listenBriefly(host: string, port: number): Promise<number> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address === null || typeof address === 'string' ? port : address.port;
}

/** Whether nobody listens there now. Rejects when the address is not this machine's. */
export async function isFree(host: string, port: number): Promise<boolean> {
  try {
    await listenBriefly(host, port);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
}

/** `preferred` when it is free on 127.0.0.1, else another one. */
export async function freePort(preferred: number): Promise<number> {
  return (await isFree('127.0.0.1', preferred)) ? preferred : listenBriefly('127.0.0.1', 0);
}
