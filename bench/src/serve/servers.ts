/**
 * What is asked in turns: our handler, and the least that `node:http` can do with the same bytes.
 */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { ReadySnapshot, Snapshot } from '@spcs-sd/core';
import { createHttpSd } from '@spcs-sd/http-adapter';

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return address.port;
}

export interface Serving {
  readonly port: number;
  readonly close: () => void;
}

async function serve(listener: RequestListener): Promise<Serving> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { port: portOf(server), close };
}

export function serveOurs(snapshot: ReadySnapshot): Promise<Serving> {
  async function* snapshots(): AsyncGenerator<Snapshot, void, void> {
    await Promise.resolve();
    yield snapshot;
  }
  return serve(createHttpSd(snapshots()));
}

/** The limit: bytes that are ready, headers that never change. */
export function serveBytes(bytes: Buffer): Promise<Serving> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': bytes.length };
  return serve((_, response) => {
    response.writeHead(200, headers);
    response.end(bytes);
  });
}
