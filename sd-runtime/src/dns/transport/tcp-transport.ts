/**
 * TCP to one server over one kept connection, opened again when it ended.
 *
 * Servers close idle connections, so a question that loses its connection is asked once more on a
 * new one (RFC 7766, section 6.2.4). All questions under way are on the current connection.
 */
import { createPendingQuestions, unreachable, type Pending } from './pending-questions.ts';
import type { ServerAddress } from '../servers/server-address.ts';
import { openTcpConnection, type TcpConnection } from './tcp-connection.ts';
import type { Transport } from './transport.ts';

export function createTcpTransport(server: ServerAddress, onIgnored: () => void): Transport {
  const pending = createPendingQuestions({
    onIgnored,
    // Nothing at all since the question was asked: the connection is dead, not only this answer.
    onTimeout: ({ askedMs }) => {
      if (connection !== undefined && connection.lastReceivedMs < askedMs) {
        connection.end('the connection was silent');
      }
    },
  });
  const askedAgain = new WeakSet<Pending>();
  let connection: TcpConnection | undefined;
  let closed = false;

  const onEnd = (why: string, established: boolean): void => {
    connection = undefined;
    for (const one of pending.all()) {
      if (closed || !established || askedAgain.has(one)) {
        pending.settle(one, unreachable(why));
      } else {
        askedAgain.add(one);
        send(one);
      }
    }
  };
  const send = ({ question }: Pending): void => {
    connection ??= openTcpConnection(server, { onMessage: (bytes) => pending.accept(bytes), onEnd });
    connection.send(question.bytes);
  };

  return {
    ask: (question) => {
      if (closed) return question.done(unreachable('closed'));
      const one = pending.add(question);
      if (one !== undefined) send(one);
    },
    close: () => {
      closed = true;
      connection?.end('closed');
    },
  };
}
