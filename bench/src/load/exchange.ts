/**
 * One keep-alive connection to an HTTP server, as cheap for the client as can be: it shares the processors
 * with what it measures. Reads the status line and Content-Length, counts the rest.
 */
import { connect, type Socket } from 'node:net';

export interface Exchanged {
  readonly code: number;
  readonly bytes: number;
  readonly etag: string | undefined;
}

export interface Connection {
  /** One at a time. Rejects when the connection breaks. */
  readonly ask: (request: string) => Promise<Exchanged>;
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (exchanged: Exchanged) => void;
  readonly reject: (error: Error) => void;
}

export function openConnection(host: string, port: number): Connection {
  const socket: Socket = connect({ host, port, noDelay: true });
  let waiting: Waiting | undefined;
  let head: Buffer | undefined;
  let answer: Exchanged | undefined;
  let left = 0;

  const take = (chunk: Buffer): void => {
    if (answer === undefined) {
      const all = head === undefined ? chunk : Buffer.concat([head, chunk]);
      const end = all.indexOf('\r\n\r\n');
      if (end === -1) {
        head = all;
        return;
      }
      head = undefined;
      answer = readHead(all.toString('latin1', 0, end));
      left = answer.code === 304 ? 0 : answer.bytes;
      left -= all.length - end - 4;
    } else {
      left -= chunk.length;
    }
    if (left > 0) return;
    const [whole, who] = [answer, waiting];
    answer = waiting = undefined;
    if (whole !== undefined) who?.resolve(whole);
  };
  const fail = (error: Error): void => waiting?.reject(error);
  socket.on('data', take);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

function readHead(head: string): Exchanged {
  const code = Number(head.slice(9, 12));
  const bytes = Number(/\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const etag = /\netag: ([^\r]*)/i.exec(head)?.[1];
  return { code, bytes, etag };
}
