/**
 * A TCP port that passes connections on, and can be shut or fall silent: a network between two programs.
 *
 * Owns its listener and the connections through it. Several ways behind one gate take turns.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freeTcpPort } from '../../../tests/support/ports.ts';
import { until } from '../../../tests/support/until.ts';

export interface Gate {
  readonly port: number;
  /** Connections are refused, and open ones end. */
  shut(): Promise<void>;
  /** Connections are taken, and nothing ever comes back. */
  mute(): void;
  open(): Promise<void>;
  stop(): Promise<void>;
}

/** While it was shut, somebody's connection may have been given its port for a moment. */
const reopenMs = 20_000;

/** `ways`: ports of 127.0.0.1, at least one. */
export async function startGate(ways: readonly number[]): Promise<Gate> {
  const port = await freeTcpPort();
  const connections = new Set<Socket>();
  let isMute = false;
  let turn = 0;
  let server: Server | undefined;
  const pass = (client: Socket): void => {
    hold(connections, client);
    if (isMute) {
      client.resume();
      return;
    }
    const way = ways[turn++ % ways.length] ?? 0;
    const behind = connect(way, '127.0.0.1');
    hold(connections, behind);
    client.on('close', () => behind.destroy()).pipe(behind);
    behind.on('close', () => client.destroy()).pipe(client);
  };
  const drop = (): void => connections.forEach((socket) => socket.destroy());
  const open = async (): Promise<void> => {
    if (isMute) drop();
    isMute = false;
    server ??= await until(() => listen(pass, port), reopenMs);
  };
  const shut = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (closing === undefined) return;
    const closed = once(closing, 'close');
    closing.close();
    drop();
    await closed;
  };
  await open();
  return {
    port,
    open,
    shut,
    stop: shut,
    mute: () => {
      isMute = true;
      drop();
    },
  };
}

async function listen(pass: (client: Socket) => void, port: number): Promise<Server> {
  const server = createServer(pass).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function hold(connections: Set<Socket>, socket: Socket): void {
  connections.add(socket);
  socket.on('close', () => connections.delete(socket)).on('error', () => socket.destroy());
}
