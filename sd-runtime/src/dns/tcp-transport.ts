/**
 * TCP to one server over one kept connection, opened again when it ended.
 *
 * Servers close idle connections, so a question that loses its connection is asked once more on a
 * new one (RFC 7766, section 6.2.4). All questions under way are on the current connection.
 */
import {
  createPendingQuestions,
  unreachable,
  type Pending,
  type Question,
  type Reply,
} from './pending-questions.ts';
import type { ServerAddress } from './server-address.ts';
import { openTcpConnection, type TcpConnection } from './tcp-connection.ts';
import type { Transport } from './transport.ts';

export function createTcpTransport(server: ServerAddress, onIgnored: () => void): Transport {
  const pending = createPendingQuestions(onIgnored);
  const askedAgain = new WeakSet<Pending>();
  let connection: TcpConnection | undefined;
  let closed = false;

  const onEnd = (why: string, established: boolean): void => {
    connection = undefined;
    for (const one of pending.all()) {
      if (closed || !established || askedAgain.has(one)) {
        one.settle(unreachable(why));
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
  const ask = (question: Question, done: (reply: Reply) => void): void => {
    if (closed) return done(unreachable('closed'));
    const askedMs = performance.now();
    const settled = (reply: Reply): void => {
      done(reply);
      // Nothing at all since the question was asked: the connection is dead, not only this answer.
      const silent = reply.kind === 'failed' && reply.why === 'timeout' && !question.ending.cancelled;
      if (silent && connection !== undefined && connection.lastReceivedMs < askedMs) {
        connection.end('the connection was silent');
      }
    };
    const one = pending.add(question, settled);
    if (one === undefined) done(unreachable('too many questions under way'));
    else send(one);
  };

  return {
    ask: (question) => new Promise((resolve) => ask(question, resolve)),
    close: () => {
      closed = true;
      connection?.end('closed');
    },
  };
}
