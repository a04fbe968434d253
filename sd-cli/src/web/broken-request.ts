/**
 * What is answered to something that is no request, or not a whole one: a fixed text, and the end.
 *
 * Source: Node's `clientError` event and the codes of its parser.
 */
import type { Duplex } from 'node:stream';
import type { RefusedReason } from './event.ts';

type BrokenRequest = Extract<RefusedReason, 'malformed' | 'headers-too-large' | 'timeout'>;

const lines: Readonly<Record<BrokenRequest, string>> = {
  malformed: '400 Bad Request',
  'headers-too-large': '431 Request Header Fields Too Large',
  timeout: '408 Request Timeout',
};

/**
 * Answers if something can still be answered, ends the connection, and tells what it was; undefined
 * when the client just went away.
 *
 * `isAnswering`: bytes from here would be taken for a part of the answer that is under way.
 */
export function brokenRequest(error: Error, socket: Duplex, isAnswering: boolean): BrokenRequest | undefined {
  const why = reasonOf(error);
  if (why === undefined || !socket.writable || isAnswering) socket.destroy();
  else {
    const head = `HTTP/1.1 ${lines[why]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
    socket.end(head, () => socket.destroy());
  }
  return why;
}

function reasonOf(error: Error): BrokenRequest | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'timeout';
  return code.startsWith('HPE_') ? 'malformed' : undefined;
}
