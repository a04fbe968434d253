/**
 * UDP to one server over a few sockets, each replaced now and then, so that ports stay unpredictable
 * and a burst of answers finds room in several receive buffers.
 */
import { unreachable } from './pending-questions.ts';
import type { ServerAddress } from '../servers/server-address.ts';
import type { Transport } from './transport.ts';
import { openUdpSocket, type UdpSocket } from './udp-socket.ts';

const socketCount = 4;
const questionsPerSocket = 1000;

export function createUdpTransport(server: ServerAddress, onIgnored: () => void): Transport {
  const sockets: (UdpSocket | undefined)[] = Array.from({ length: socketCount });
  let turn = 0;
  let closed = false;

  const nextSocket = (): UdpSocket => {
    turn = (turn + 1) % socketCount;
    const current = sockets[turn];
    if (current?.usable === true && current.asked < questionsPerSocket) return current;
    current?.retire();
    const fresh = openUdpSocket(server, onIgnored);
    sockets[turn] = fresh;
    return fresh;
  };

  return {
    ask: (question) => {
      if (closed) question.done(unreachable('closed'));
      else nextSocket().ask(question);
    },
    close: () => {
      closed = true;
      for (const socket of sockets) socket?.fail('closed');
    },
  };
}
