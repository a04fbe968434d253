/** Of too many connections the right one goes. */
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { beforeEach, expect, test } from 'vitest';
import { createConnections, type Connections } from './connections.ts';

/** As much of a socket as is looked at. */
interface FakeSocket {
  readonly socket: Socket;
  readonly isOpen: () => boolean;
}

let port = 1;
function fakeSocket(): FakeSocket {
  let isOpen = true;
  const emitter = new EventEmitter();
  const socket = Object.assign(emitter, {
    remoteAddress: '127.0.0.1',
    remotePort: port++,
    localAddress: '127.0.0.1',
    localPort: 9003,
    destroy: () => {
      isOpen = false;
      emitter.emit('close');
    },
  });
  return { socket: socket as unknown as Socket, isOpen: () => isOpen };
}

const max = 3;
const maxUnsentBytes = 100;
let connections: Connections;
let count: number;
let evicted: number;
beforeEach(() => {
  count = 0;
  evicted = 0;
  connections = createConnections({
    max,
    maxUnsentBytes,
    onCount: (n) => (count = n),
    onEvicted: () => evicted++,
  });
});

function open(): FakeSocket {
  const fake = fakeSocket();
  connections.add(fake.socket);
  return fake;
}

/** `false` for those that went. */
const left = (...fakes: readonly FakeSocket[]): readonly boolean[] => fakes.map(({ isOpen }) => isOpen());

function answer(writableLength = 0): ServerResponse {
  return { writableLength } as unknown as ServerResponse;
}

function answered(fake: FakeSocket): FakeSocket {
  const response = answer();
  connections.begin(fake.socket, response);
  connections.admit(fake.socket);
  connections.end(fake.socket, response);
  return fake;
}

function answering(fake: FakeSocket, unsent = 0): FakeSocket {
  connections.begin(fake.socket, answer(unsent));
  connections.admit(fake.socket);
  return fake;
}

test('none goes while there is room, and a closed one makes room', () => {
  const fakes = [open(), open(), open()];
  expect([count, evicted]).toEqual([3, 0]);
  fakes[0]?.socket.destroy();
  open();
  expect([count, evicted]).toEqual([3, 0]);
  expect(left(...fakes)).toEqual([false, true, true]);
});

test('the oldest stranger goes, also one whose request was not let in', () => {
  const [known, refused, silent] = [answered(open()), open(), open()];
  const response = answer();
  connections.begin(refused.socket, response);
  connections.end(refused.socket, response);
  open();
  expect(left(known, refused, silent)).toEqual([true, false, true]);
  expect([count, evicted]).toEqual([3, 1]);
});

test('among those that were let in, the one that waits for nothing for the longest time', () => {
  const [busy, recent, old] = [answering(open()), answered(open()), answered(open())];
  answered(recent);
  open();
  expect(left(busy, recent, old)).toEqual([true, true, false]);
});

test('when all are busy, the oldest; so a new one always finds room', () => {
  const busy = [answering(open()), answering(open()), answering(open())];
  const fresh = open();
  expect(left(...busy, fresh)).toEqual([false, true, true, true]);
  expect(count).toBe(max);
});

test('many strangers only end each other', () => {
  const scraper = answered(open());
  const strangers = Array.from({ length: 1000 }, () => open());
  expect(left(scraper)).toEqual([true]);
  expect(strangers.filter(({ isOpen }) => isOpen())).toHaveLength(max - 1);
  expect([count, evicted]).toEqual([max, 1000 - (max - 1)]);
});

test('counts the requests that wait on one connection', () => {
  const { socket } = open();
  const [one, two] = [answer(), answer()];
  expect([connections.begin(socket, one), connections.begin(socket, two)]).toEqual([1, 2]);
  connections.end(socket, one);
  expect(connections.begin(socket, answer())).toBe(2);
});

test('when too much waits in memory, whoever takes it slowest goes, and no one else', () => {
  const idle = answered(open());
  const slow = answering(open(), 60);
  const other = answering(open(), 60);
  expect(left(idle, slow, other)).toEqual([true, true, true]);
  answering(idle);
  expect(left(idle, slow, other)).toEqual([true, false, true]);
});
