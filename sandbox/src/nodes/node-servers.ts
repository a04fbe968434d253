/**
 * The nodes of the account, each listening on its own loopback address.
 *
 * Owns the listening sockets. All share one handler, so a node costs a socket and little more.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Account, SandboxNode, SandboxPool } from '../account/account.ts';
import { nodeMetrics } from './metrics.ts';

interface NodeOfPool {
  readonly pool: SandboxPool;
  readonly node: SandboxNode;
}

export interface NodeServers {
  /** Listens where nodes are new, on each of the ports; the others stay. Rejects when one is taken. */
  open(account: Account, ports: readonly number[]): Promise<void>;
  /** Stops listening where no node is any more, and ends the connections there. */
  closeOthers(account: Account, ports: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

function byAddress(account: Account): ReadonlyMap<string, NodeOfPool> {
  return new Map(
    account.pools.flatMap((pool) => pool.nodes.map((node) => [node.address, { pool, node }] as const)),
  );
}

function answer(
  nodes: ReadonlyMap<string, NodeOfPool>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const found = nodes.get(request.socket.localAddress ?? '');
  const path = request.url?.split('?', 1)[0];
  if (found === undefined || path !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('only /metrics is here\n');
    return;
  }
  const body = nodeMetrics(found.pool, found.node, Date.now() / 1000);
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(body);
}

/** Each server gets a keep-alive time-out beyond the usual scrape interval of a minute. */
const keepAliveMs = 75_000;

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

const placesOf = (nodes: ReadonlyMap<string, NodeOfPool>, ports: readonly number[]): ReadonlySet<string> =>
  new Set([...nodes.keys()].flatMap((address) => ports.map((port) => `${address}:${port}`)));

/** No node yet. */
export function nodeServers(): NodeServers {
  /** By `address:port`. */
  const servers = new Map<string, Server>();
  let nodes: ReadonlyMap<string, NodeOfPool> = new Map();

  const listen = async (place: string): Promise<void> => {
    const [address, port] = place.split(':');
    const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) =>
      answer(nodes, request, response),
    );
    server.listen(Number(port), address);
    await once(server, 'listening');
    servers.set(place, server);
  };
  const closePlaces = async (places: readonly string[]): Promise<void> => {
    const closing = places.flatMap((place) => servers.get(place) ?? []);
    for (const place of places) servers.delete(place);
    await Promise.all(closing.map(closeServer));
  };

  return {
    open: async (account, ports) => {
      const wanted = byAddress(account);
      nodes = new Map([...nodes, ...wanted]);
      const missing = [...placesOf(wanted, ports)].filter((place) => !servers.has(place));
      const results = await Promise.allSettled(missing.map(listen));
      // All have settled, so that a failed start leaves none behind that listens later.
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    closeOthers: async (account, ports) => {
      nodes = byAddress(account);
      const wanted = placesOf(nodes, ports);
      await closePlaces([...servers.keys()].filter((place) => !wanted.has(place)));
    },
    close: () => closePlaces([...servers.keys()]),
  };
}
