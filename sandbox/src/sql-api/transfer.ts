/**
 * A reply on its way: compressed where the client takes it, late, cut or swollen where a fault says so.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { SqlFault } from './fault.ts';
import type { Reply } from './reply.ts';

const html = '<!DOCTYPE html><html><body><h1>Sign in to continue</h1></body></html>';
const hugeBytes = 64 * 1024 * 1024;
const maxRequestBytes = 1024 * 1024;

/** Rejects when the client goes away, or sends more than a statement can be. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > maxRequestBytes) throw new Error('the request is too large');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export async function transfer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body }: Reply,
  fault: SqlFault | undefined,
): Promise<void> {
  switch (fault?.kind) {
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
      return;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.on('error', () => undefined);
      for (let sent = 0; sent < hugeBytes && !response.destroyed; sent += 65_536) {
        // One piece at a time, so that a client that stops reading is noticed.
        if (!response.write(' '.repeat(65_536))) await drained(response);
      }
      response.end();
      return;
    case 'cut':
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length + 100 });
      response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    case 'slow':
      await wait(fault.delayMs);
      break;
    default:
  }
  const isGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const bytes = isGzip ? gzipSync(body) : Buffer.from(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    ...(isGzip && { 'content-encoding': 'gzip' }),
  });
  response.end(bytes);
}

function drained(response: ServerResponse): Promise<void> {
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
