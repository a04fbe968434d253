/**
 * The connections that there are, so that there are never too many, nor too much that waits for slow
 * clients in memory: for one more the least valuable goes.
 *
 * A stranger's has had no request that was let in. Of the others those that wait for nothing go first.
 * Within each kind it is the one that was quiet for longest, so whoever opens many and does nothing
 * only ends connections of their own.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Connections {
  /** Counts it until it closes; may end another one. */
  add(socket: Socket): void;
  /** A request came on it. Gives how many wait for their answers there, this one included. */
  begin(socket: Socket, response: ServerResponse): number;
  /** The request may be answered: no stranger's any more. */
  admit(socket: Socket): void;
  /** It was answered, or will never be. */
  end(socket: Socket, response: ServerResponse): void;
}

export interface ConnectionsOptions {
  /** At least 1. */
  readonly max: number;
  /** Of answers that their clients have not taken yet, all together. */
  readonly maxUnsentBytes: number;
  readonly onCount: (count: number) => void;
  readonly onEvicted: () => void;
}

type Standing = 'stranger' | 'idle' | 'busy';

interface Connection {
  readonly name: string;
  readonly socket: Socket;
  standing: Standing;
  /** Not answered to their end. */
  readonly waiting: Set<Pick<ServerResponse, 'writableLength'>>;
}

export function createConnections({
  max,
  maxUnsentBytes,
  onCount,
  onEvicted,
}: ConnectionsOptions): Connections {
  const byName = new Map<string, Connection>();
  /** Each in the order in which they came into it. */
  const standings: Readonly<Record<Standing, Set<Connection>>> = {
    stranger: new Set(),
    idle: new Set(),
    busy: new Set(),
  };

  const move = (connection: Connection, standing: Standing): void => {
    standings[connection.standing].delete(connection);
    standings[standing].add(connection);
    connection.standing = standing;
  };

  const forget = (connection: Connection): void => {
    standings[connection.standing].delete(connection);
    if (byName.get(connection.name) === connection) byName.delete(connection.name);
    onCount(byName.size);
  };

  const evict = (victim: Connection | undefined): void => {
    if (victim === undefined) return;
    forget(victim);
    victim.socket.destroy();
    onEvicted();
  };

  /** Whoever has taken the longest to take an answer. */
  const relieve = (): void => {
    const { busy } = standings;
    while (busy.size > 0 && unsentBytes(busy) > maxUnsentBytes) evict(first(busy));
  };

  const find = (socket: Socket): Connection | undefined => byName.get(nameOf(socket));

  return {
    add: (socket) => {
      const { stranger, idle, busy } = standings;
      if (byName.size >= max) evict(first(stranger) ?? first(idle) ?? first(busy));
      const name = nameOf(socket);
      const connection: Connection = { name, socket, standing: 'stranger', waiting: new Set() };
      byName.set(name, connection);
      standings.stranger.add(connection);
      onCount(byName.size);
      socket.once('close', () => forget(connection));
    },
    begin: (socket, response) => {
      relieve();
      const connection = find(socket);
      if (connection === undefined) return 1;
      connection.waiting.add(response);
      if (connection.standing === 'idle') move(connection, 'busy');
      return connection.waiting.size;
    },
    admit: (socket) => {
      const connection = find(socket);
      if (connection?.standing === 'stranger') move(connection, 'busy');
    },
    end: (socket, response) => {
      const connection = find(socket);
      if (connection === undefined) return;
      connection.waiting.delete(response);
      if (connection.waiting.size === 0 && connection.standing === 'busy') move(connection, 'idle');
    },
  };
}

function unsentBytes(connections: Iterable<Connection>): number {
  let bytes = 0;
  for (const { waiting } of connections) for (const { writableLength } of waiting) bytes += writableLength;
  return bytes;
}

function first<Value>(values: ReadonlySet<Value>): Value | undefined {
  for (const value of values) return value;
  return undefined;
}

/** The same for a connection and for the TLS that goes through it. */
function nameOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}
