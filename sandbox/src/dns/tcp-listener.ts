/**
 * DNS over TCP on 127.0.0.1: pipelined, kept open, each reply with its length before it.
 *
 * Owns its sockets. Source: RFC 1035, section 4.2.2, RFC 7766.
 */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { messageReader } from './tcp-message.ts';

/** A client that says nothing for so long is disconnected. */
const idleMs = 30_000;

export interface TcpListener {
  close(): Promise<void>;
}

function serveConnection(socket: Socket, respond: (message: Buffer) => Buffer | undefined): void {
  const read = messageReader();
  socket.setNoDelay(true).setTimeout(idleMs, () => socket.destroy());
  // A client may go away at any time; that is its own business.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    for (const message of read(chunk)) {
      const reply = respond(message);
      if (reply === undefined) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([length, reply]));
    }
  });
}

/** Rejects when the port is taken. */
export async function listenTcp(
  port: number,
  respond: (message: Buffer) => Buffer | undefined,
): Promise<TcpListener> {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    serveConnection(socket, respond);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const connection of connections) connection.destroy();
      await closed;
    },
  };
}
