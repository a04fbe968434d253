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
  readonly port: number;
  /** Listens on the addresses of new nodes; the others stay. Rejects when an address is taken. */
  open(account: Account): Promise<void>;
  /** Stops listening on addresses that no node has any more, and ends their connections. */
  closeOthers(account: Account): Promise<void>;
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

/** No node yet. `port` is every node's. */
export function nodeServers(port: number): NodeServers {
  const servers = new Map<string, Server>();
  let nodes: ReadonlyMap<string, NodeOfPool> = new Map();

  const listen = async (address: string): Promise<void> => {
    const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) =>
      answer(nodes, request, response),
    );
    server.listen(port, address);
    await once(server, 'listening');
    servers.set(address, server);
  };
  const closeAddresses = async (addresses: readonly string[]): Promise<void> => {
    const closing = addresses.flatMap((address) => servers.get(address) ?? []);
    for (const address of addresses) servers.delete(address);
    await Promise.all(closing.map(closeServer));
  };

  return {
    port,
    open: async (account) => {
      const wanted = byAddress(account);
      nodes = new Map([...nodes, ...wanted]);
      const missing = [...wanted.keys()].filter((address) => !servers.has(address));
      const results = await Promise.allSettled(missing.map(listen));
      // All have settled, so that a failed start leaves none behind that listens later.
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    closeOthers: async (account) => {
      nodes = byAddress(account);
      await closeAddresses([...servers.keys()].filter((address) => !nodes.has(address)));
    },
    close: () => closeAddresses([...servers.keys()]),
  };
}
