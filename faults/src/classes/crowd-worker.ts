/**
 * Many clients in a thread of their own, so that their number disturbs the program under test alone.
 *
 * Ends with its thread, and every connection with it.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';

/** What each client does with its connection, until it is sent away. */
export type Manners = 'drip' | 'idle' | 'huge-headers' | 'garbage';

export interface Crowd {
  readonly port: number;
  readonly count: number;
  readonly manners: Manners;
}

const head = 'GET /targets HTTP/1.1\r\nHost: spcs-sd\r\n';
/** Whoever is sent away comes again after so long, as attackers do; who is only idle is in no hurry. */
const returnMs: Readonly<Record<Manners, number>> = {
  drip: 500,
  idle: 10_000,
  'huge-headers': 500,
  garbage: 500,
};

const behaviours: Readonly<Record<Manners, (socket: Socket) => void>> = {
  // A header line that never ends.
  drip: (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write('x'), 500);
    socket.on('close', () => clearInterval(timer));
  },
  idle: () => undefined,
  'huge-headers': (socket) => void socket.write(`${head}X: ${'x'.repeat(1_000_000)}\r\n\r\n`),
  garbage: (socket) => void socket.write('\0\x01\x02 this is no request \r\n\r\n'),
};

function join({ port, manners }: Crowd): void {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy()).resume();
  socket.on('connect', () => behaviours[manners](socket));
  socket.on('close', () => setTimeout(() => join({ port, manners, count: 1 }), returnMs[manners]));
}

const crowd: Crowd = workerData;
for (let client = 0; client < crowd.count; client++) {
  join(crowd);
  // The kernel's queue for new connections is short.
  if (client % 100 === 99) await pause(50);
}
