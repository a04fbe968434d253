/**
 * One TCP connection to a server: messages out, messages in, and how it ended.
 *
 * Owns the socket; knows nothing of questions. An idle connection keeps no process alive.
 */
import { connect } from 'node:net';
import type { ServerAddress } from '../servers/server-address.ts';
import { createFrameReader } from './tcp-frames.ts';
import { errorWord } from './transport.ts';

export interface TcpConnection {
  /** When the last byte came, on the clock of `performance.now()`; -Infinity before the first. */
  readonly lastReceivedMs: number;
  /** The bytes must stay as they are for this turn of the event loop. */
  send(message: Buffer): void;
  end(why: string): void;
}

export interface TcpEvents {
  /** The bytes are lent: they change when it has returned. */
  onMessage(message: Buffer): void;
  /** Once. `established`: the server had accepted the connection. */
  onEnd(why: string, established: boolean): void;
}

/** The most that Node reads at once. */
const readBytes = 0x10000;

export function openTcpConnection({ host, port }: ServerAddress, events: TcpEvents): TcpConnection {
  const frames = createFrameReader((message) => events.onMessage(message));
  let lastReceivedMs = -Infinity;
  let established = false;
  let unsent: Buffer[] = [];
  let ended = false;

  // All reads land in the same bytes. Otherwise each would take 64 KiB of its own.
  const buffer = Buffer.allocUnsafeSlow(readBytes);
  const onRead = (bytes: number): boolean => {
    lastReceivedMs = performance.now();
    frames.push(buffer.subarray(0, bytes));
    return true;
  };
  const socket = connect({ host, port, noDelay: true, onread: { buffer, callback: onRead } }).unref();

  const end = (why: string): void => {
    if (ended) return;
    ended = true;
    socket.destroy();
    events.onEnd(why, established);
  };
  const endByServer = (): void =>
    end(frames.heldBytes > 0 ? 'the connection ended within an answer' : 'the server closed the connection');
  socket.on('connect', () => (established = true));
  socket.on('error', (error) => end(errorWord(error)));
  socket.on('end', endByServer).on('close', endByServer);

  /** All messages of one turn leave in one write. */
  const send = (message: Buffer): void => {
    if (unsent.length === 0) {
      process.nextTick(() => {
        if (!ended) socket.write(framed(unsent));
        unsent = [];
      });
    }
    unsent.push(message);
  };

  return {
    get lastReceivedMs() {
      return lastReceivedMs;
    },
    send,
    end,
  };
}

/** Each message after its length in two bytes. */
function framed(messages: readonly Buffer[]): Buffer {
  const bytes = messages.reduce((sum, message) => sum + 2 + message.length, 0);
  const frames = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const message of messages) {
    at = frames.writeUInt16BE(message.length, at);
    at += message.copy(frames, at);
  }
  return frames;
}
