/**
 * From a snapshot to the first byte of an answer with it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Snapshot } from '@spcs-sd/core';
import { createHttpSd } from '@spcs-sd/http-adapter';
import { portOf } from './servers.ts';

export async function firstByteMs(snapshot: Snapshot): Promise<number> {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  async function* snapshots(): AsyncGenerator<Snapshot, void, void> {
    await given;
    yield snapshot;
  }
  const server = createServer(createHttpSd(snapshots())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect({ port: portOf(server), host: '127.0.0.1' });
  await once(socket, 'connect');
  const startMs = performance.now();
  give();
  socket.write('GET /targets HTTP/1.1\r\nHost: bench\r\n\r\n');
  const [first]: readonly Buffer[] = await once(socket, 'data');
  const elapsedMs = performance.now() - startMs;
  socket.destroy();
  server.close();
  if (first?.toString('latin1', 0, 12) !== 'HTTP/1.1 200') throw new Error('no list');
  return elapsedMs;
}
