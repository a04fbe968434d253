/**
 * One connected UDP socket: the kernel lets in only what its server sent to its random port.
 *
 * Owns the socket until it is retired and its last question is settled.
 */
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { createPendingQuestions, unreachable, type Question } from './pending-questions.ts';
import type { ServerAddress } from '../servers/server-address.ts';
import { errorWord } from './transport.ts';

/** Room for the answers of a full burst; the system may give less. */
const receiveBufferBytes = 4 << 20;

export interface UdpSocket {
  /** How many questions it was given. */
  readonly asked: number;
  /** False after an error: use another one. */
  readonly usable: boolean;
  ask(question: Question): void;
  /** Closes it after its last question. */
  retire(): void;
  /** Closes it now. */
  fail(detail: string): void;
}

export function openUdpSocket({ host, port }: ServerAddress, onIgnored: () => void): UdpSocket {
  const type = isIPv6(host) ? 'udp6' : 'udp4';
  const socket = createSocket({ type, recvBufferSize: receiveBufferBytes }).unref();
  const pending = createPendingQuestions({ onIgnored, onEmpty: () => retired && close() });
  // Questions that arrive before the socket is connected.
  let early: Buffer[] | undefined = [];
  let asked = 0;
  let usable = true;
  let retired = false;
  let closed = false;

  const close = (): void => {
    if (!closed) socket.close();
    closed = true;
  };
  const fail = (detail: string): void => {
    usable = false;
    close();
    for (const one of pending.all()) pending.settle(one, unreachable(detail));
  };

  socket.on('message', (message) => pending.accept(message));
  socket.on('error', (error) => fail(errorWord(error)));
  socket.connect(port, host, () => {
    const waiting = early ?? [];
    early = undefined;
    if (!closed) for (const bytes of waiting) socket.send(bytes);
  });

  return {
    get asked() {
      return asked;
    },
    get usable() {
      return usable;
    },
    ask: (question) => {
      asked += 1;
      if (pending.add(question) === undefined) return;
      if (early === undefined) socket.send(question.bytes);
      else early.push(question.bytes);
    },
    retire: () => {
      retired = true;
      if (pending.all().length === 0) close();
    },
    fail,
  };
}
