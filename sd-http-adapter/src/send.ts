/**
 * Sends an answer as fast as the client takes it, and no faster.
 */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/**
 * Returns how many body bytes were handed to the socket: all of them, unless the client went away.
 * One piece at most waits in memory for a slow client. Never rejects on a client's account.
 */
export async function send(response: ServerResponse, answer: Answer, withBody: boolean): Promise<number> {
  response.writeHead(answer.code, withVary(response, answer.headers));
  let sent = 0;
  if (withBody) {
    for (const piece of answer.pieces()) {
      if (isGone(response)) return sent;
      sent += piece.length;
      if (!response.write(piece)) await drained(response);
    }
  }
  response.end();
  return sent;
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
