import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHttpSd } from './handler.ts';
import type { Answered } from './handler.ts';
import { startServer } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';
import { groupOf, readySnapshot, snapshotFeed } from './testing/snapshots.ts';

/** Far more than the socket buffers of both ends take. */
const large = readySnapshot(
  Array.from({ length: 400 }, (_, pool) =>
    groupOf(
      `pool_${pool}`,
      Array.from({ length: 2_000 }, (_, n) => `127.${pool & 255}.${n >> 8}.${n & 255}:9001`),
    ),
  ),
);

let server: TestServer;
let disconnect = (): void => {};
afterEach(async () => {
  disconnect();
  await server.close();
});

async function askAndStopReading(onAnswer: (answered: Answered) => void): Promise<Socket> {
  const feed = snapshotFeed();
  server = await startServer(createHttpSd(feed.snapshots, { onAnswer }));
  await feed.give(large);
  const client = connect(server.port, '127.0.0.1');
  disconnect = () => client.destroy();
  client.pause();
  client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  return client;
}

describe('a client that does not read', () => {
  test('makes the server hold one piece, and gets everything when it reads on', async () => {
    const answers: Answered[] = [];
    const socket = await askAndStopReading((answered) => answers.push(answered));
    let most = 0;
    let last = -1;
    await vi.waitFor(() => {
      const held = server.heldBytes();
      most = Math.max(most, held);
      const stalled = held > 0 && held === last;
      last = held;
      expect(stalled).toBe(true);
    });
    expect(most).toBeLessThan(1_200_000);
    expect(answers).toEqual([]);
    let received = 0;
    socket.on('data', (bytes: Buffer) => (received += bytes.length));
    socket.resume();
    await once(socket, 'close');
    expect(answers).toEqual([expect.objectContaining({ code: 200, aborted: false })]);
    const sent = answers.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(received).toBeGreaterThan(sent);
    expect(sent).toBeGreaterThan(10_000_000);
  });

  test('and goes away ends its answer, which is reported as aborted', async () => {
    const onAnswer = vi.fn();
    const socket = await askAndStopReading(onAnswer);
    await vi.waitFor(() => expect(server.heldBytes()).toBeGreaterThan(0));
    socket.destroy();
    await vi.waitFor(() => {
      expect(onAnswer).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 200, aborted: true }));
    });
  });
});
