/**
 * HTTP or HTTPS for connections that someone else accepted, with one set of rules for TLS. Other rules
 * are another front: connections that were made under the old ones end with their next answer.
 *
 * Owns the connections that it was given.
 */
import type * as http from 'node:http';
import type * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsSetup } from '../web-config/web-setup.ts';
import { brokenRequest } from './broken-request.ts';
import { isWelcome, nodePolicy } from './client-certificate.ts';
import type { RefusedReason, TlsFailure } from './event.ts';
import type { WebLimits } from './limits.ts';

export interface Front {
  accept(socket: Socket): void;
  /** Ends connections that wait for nothing, the others after their answers, and all after the bound. */
  retire(withinMs: number): Promise<void>;
}

export interface FrontOptions {
  /** Absent: plain HTTP. */
  readonly tls: TlsSetup | undefined;
  readonly limits: WebLimits;
  readonly handler: http.RequestListener;
  readonly onBroken: (why: RefusedReason) => void;
  readonly onTlsFailure: (why: TlsFailure, remoteAddress: string | undefined) => void;
}

export function createFront(options: FrontOptions): Front {
  const { tls, limits, handler, onBroken } = options;
  const server = tls === undefined ? plainServer(limits) : secureServer(tls, options);
  server.timeout = limits.silentClientTimeout;
  const sockets = new Set<Socket>();
  /** Not at their end. */
  const answers = new Set<http.ServerResponse>();
  let isRetired = false;

  const serve: http.RequestListener = (request, response) => {
    answers.add(response);
    response.once('close', () => answers.delete(response));
    if (isRetired) response.setHeader('Connection', 'close');
    handler(request, response);
  };
  const isAnswering = (socket: Duplex): boolean => [...answers].some(({ req }) => req.socket === socket);
  server.on('request', serve);
  // Nothing here reads a body, so nobody needs to send one; what comes next may be one all the same.
  server.on('checkContinue', (request: http.IncomingMessage, response: http.ServerResponse) => {
    response.setHeader('Connection', 'close');
    serve(request, response);
  });
  server.on('clientError', (error: Error, socket: Duplex) => {
    const why = brokenRequest(error, socket, isAnswering(socket));
    if (why !== undefined) onBroken(why);
  });
  // It never listens itself, but that is when Node begins to look for requests that take too long.
  server.emit('listening');

  return {
    accept: (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      server.emit('connection', socket);
    },
    retire: async (withinMs) => {
      isRetired = true;
      for (const answer of answers) if (!answer.headersSent) answer.setHeader('Connection', 'close');
      const bound = setTimeout(() => sockets.forEach((socket) => socket.destroy()), withinMs);
      await emptied(server, sockets);
      clearTimeout(bound);
      server.close();
    },
  };
}

/** A kept connection whose answer ends now would otherwise wait for its next request. */
async function emptied(server: http.Server, sockets: ReadonlySet<Socket>): Promise<void> {
  while (sockets.size > 0) {
    server.closeIdleConnections();
    await new Promise((resolve) => setTimeout(resolve, sweepMs));
  }
}

const sweepMs = 20;

function httpOptions(limits: WebLimits): http.ServerOptions {
  const { maxHeaderSize, headersTimeout, requestTimeout, connectionsCheckingInterval, keepAliveTimeout } =
    limits;
  return { maxHeaderSize, headersTimeout, requestTimeout, connectionsCheckingInterval, keepAliveTimeout };
}

/**
 * Node's modules as they are, and not by import: that reads each of their exports, and with `WebSocket`
 * from Node 22 on the whole of fetch, HTTP/2 and TLS.
 */
function plainServer(limits: WebLimits): http.Server {
  const { createServer } = process.getBuiltinModule('node:http');
  return createServer(httpOptions(limits));
}

function secureServer(tls: TlsSetup, { limits, onTlsFailure }: FrontOptions): https.Server {
  const { createServer } = process.getBuiltinModule('node:https');
  const server = createServer({
    ...httpOptions(limits),
    ...tls.context,
    ...nodePolicy(tls.clientAuth),
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: limits.tlsHandshakeTimeout,
  });
  // Before HTTP gets it: nothing that an unwelcome client sent may be read.
  server.prependListener('secureConnection', (socket) => {
    if (isWelcome(socket, tls)) return;
    onTlsFailure('client-certificate', socket.remoteAddress);
    socket.destroy();
  });
  server.on('tlsClientError', (_, socket) => {
    onTlsFailure('handshake', socket.remoteAddress);
    socket.destroy();
  });
  return server;
}
