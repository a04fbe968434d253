/**
 * Short answers of our own: whole, typed, never kept by a cache.
 */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

export interface Reply {
  readonly code: number;
  readonly body: string;
  /** Default: plain text. */
  readonly contentType?: string;
  readonly headers?: OutgoingHttpHeaders;
}

/** A HEAD request gets the headers alone. */
export function sendReply(response: ServerResponse, { code, body, contentType, headers }: Reply): void {
  const bytes = Buffer.from(body);
  response.writeHead(code, {
    'Content-Type': contentType ?? 'text/plain; charset=utf-8',
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}
