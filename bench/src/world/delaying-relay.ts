/**
 * A DNS relay that holds every question for a while, as a server that is further away: a program of its
 * own, so that what it costs is nobody's.
 *
 * Its arguments are the server's port and the milliseconds. Tells its own port by a message, and ends with
 * its parent. UDP and TCP; answers pass at once, because only the sum of both ways can be noticed.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { freeDnsPort } from '../../../tests/support/ports.ts';
import { createDelayLine } from './delay-line.ts';
import { createPendingIds } from './pending-ids.ts';

const host = '127.0.0.1';
/** Room for a burst of answers; the system may give less. */
const recvBufferSize = 4 << 20;

async function boundSocket(port: number): Promise<UdpSocket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize });
  socket.bind(port, host);
  await once(socket, 'listening');
  return socket;
}

async function relayUdp(port: number, server: number, delayMs: number): Promise<void> {
  const [front, back] = [await boundSocket(port), await boundSocket(0)];
  const pending = createPendingIds();
  const line = createDelayLine<Buffer>(delayMs, (question) => back.send(question, server, host));
  front.on('message', (message, from) => {
    const question = pending.toServer(message, { port: from.port, address: from.address });
    if (question !== undefined) line.put(question);
  });
  back.on('message', (message) => {
    const answer = pending.toAsker(message);
    if (answer !== undefined) front.send(answer.message, answer.asker.port, answer.asker.address);
  });
  // A client that has gone is no reason to end.
  for (const socket of [front, back]) socket.on('error', () => undefined);
}

async function relayTcp(port: number, server: number, delayMs: number): Promise<void> {
  const front = createServer({ noDelay: true }, (client) => {
    const back = connect({ port: server, host, noDelay: true });
    const line = createDelayLine<Buffer>(delayMs, (chunk) => back.write(chunk));
    const end = (): void => {
      line.clear();
      client.destroy();
      back.destroy();
    };
    for (const socket of [client, back]) socket.on('close', end).on('error', end);
    client.on('data', (chunk) => line.put(chunk));
    back.pipe(client);
  }).listen(port, host);
  await once(front, 'listening');
}

const [server, delayMs] = process.argv.slice(2).map(Number);
if (server === undefined || delayMs === undefined) throw new Error('expected a port and milliseconds');
const port = await freeDnsPort();
await relayTcp(port, server, delayMs);
await relayUdp(port, server, delayMs);
process.once('disconnect', () => process.exit());
process.send?.(port);
