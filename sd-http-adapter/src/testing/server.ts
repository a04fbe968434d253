/**
 * A real server around a handler, and a client that sees exactly what was sent.
 */
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders, RequestListener, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Received {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface TestServer {
  readonly server: Server;
  readonly port: number;
  readonly ask: (path: string, headers?: OutgoingHttpHeaders, method?: string) => Promise<Received>;
  /** Bytes that were written and that no socket has taken yet. */
  readonly heldBytes: () => number;
  readonly close: () => Promise<void>;
}

export async function startServer(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    ask: (path, headers = {}, method = 'GET') =>
      new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, path, headers, method, agent: false }, (response) => {
          buffer(response).then((body) => {
            resolve({ code: response.statusCode ?? 0, headers: response.headers, body });
          }, reject);
        })
          .on('error', reject)
          .end();
      }),
    heldBytes: () => [...sockets].reduce((sum, socket) => sum + socket.writableLength, 0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
