/**
 * Free ports on 127.0.0.1, for servers that cannot be told "any port".
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A TCP port that was free a moment ago. */
export async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return address.port;
}

async function isFreeForUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  const bound = new Promise<boolean>((resolve) => {
    socket.once('listening', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.bind(port, '127.0.0.1');
  const free = await bound;
  if (free) socket.close();
  return free;
}

/** A port that was free for UDP and for TCP a moment ago. */
export async function freeDnsPort(): Promise<number> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const port = await freeTcpPort();
    if (await isFreeForUdp(port)) return port;
  }
  throw new Error('no port on 127.0.0.1 is free for both UDP and TCP');
}
