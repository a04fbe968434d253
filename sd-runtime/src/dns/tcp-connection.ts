/**
 * One TCP connection to a server: messages out, messages in, and how it ended.
 *
 * Owns the socket; knows nothing of questions. An idle connection keeps no process alive.
 */
import { connect } from 'node:net';
import type { ServerAddress } from './server-address.ts';
import { createFrameReader } from './tcp-frames.ts';
import { errorWord } from './transport.ts';

export interface TcpConnection {
  /** When the last byte came, on the clock of `performance.now()`; -Infinity before the first. */
  readonly lastReceivedMs: number;
  send(message: Buffer): void;
  end(why: string): void;
}

export interface TcpEvents {
  onMessage(message: Buffer): void;
  /** Once. `established`: the server had accepted the connection. */
  onEnd(why: string, established: boolean): void;
}

export function openTcpConnection({ host, port }: ServerAddress, events: TcpEvents): TcpConnection {
  const socket = connect({ host, port, noDelay: true }).unref();
  const frames = createFrameReader((message) => events.onMessage(message));
  let lastReceivedMs = -Infinity;
  let established = false;
  let unsent: Buffer[] = [];
  let ended = false;

  const end = (why: string): void => {
    if (ended) return;
    ended = true;
    socket.destroy();
    events.onEnd(why, established);
  };
  const endByServer = (): void =>
    end(frames.heldBytes > 0 ? 'the connection ended within an answer' : 'the server closed the connection');
  socket.on('connect', () => (established = true));
  socket.on('data', (chunk) => {
    lastReceivedMs = performance.now();
    frames.push(chunk);
  });
  socket.on('error', (error) => end(errorWord(error)));
  socket.on('end', endByServer).on('close', endByServer);

  /** All messages of one turn leave in one write. */
  const send = (message: Buffer): void => {
    if (unsent.length === 0) {
      process.nextTick(() => {
        if (!ended) socket.write(Buffer.concat(unsent));
        unsent = [];
      });
    }
    unsent.push(lengthOf(message), message);
  };

  return {
    get lastReceivedMs() {
      return lastReceivedMs;
    },
    send,
    end,
  };
}

function lengthOf(message: Buffer): Buffer {
  return Buffer.from([message.length >> 8, message.length & 0xff]);
}
