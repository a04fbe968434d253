/**
 * Sends an answer as fast as the client takes it, and no faster.
 */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/**
 * Returns how many body bytes were handed to the socket: all of them, unless the client went away.
 * One piece at most waits for a slow client. Never rejects on a client's account.
 */
export async function send(response: ServerResponse, answer: Answer, withBody: boolean): Promise<number> {
  response.writeHead(answer.code, withVary(response, answer.headers));
  let sent = 0;
  let last: Buffer | undefined;
  for (const piece of withBody ? answer.pieces() : []) {
    if (isGone(response)) return sent;
    if (last !== undefined) {
      sent += last.length;
      if (!response.write(last)) await drained(response);
    }
    last = piece;
  }
  if (isGone(response)) return sent;
  // The end goes with the last piece: a list of one piece is one write, its head included.
  response.end(last);
  return sent + (last?.length ?? 0);
}

/** Whoever routed the request here may have chosen by a header too, and said so already. */
function withVary(response: ServerResponse, headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const said = response.getHeader('Vary');
  if (said === undefined || headers['Vary'] === undefined) return headers;
  return { ...headers, Vary: [said, headers['Vary']].flat().join(', ') };
}

/** The client has disconnected: nothing that is written arrives. */
function isGone(response: ServerResponse): boolean {
  return response.destroyed || response.socket?.destroyed === true;
}

/** Resolves when more can be written, or when the connection is gone. */
function drained(response: ServerResponse): Promise<void> {
  if (isGone(response)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
