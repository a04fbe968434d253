/**
 * Short answers of our own: whole, typed, never kept by a cache.
 */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

export interface Reply {
  readonly code: number;
  readonly body: string | Uint8Array;
  /** Default: plain text. */
  readonly contentType?: string;
  readonly headers?: OutgoingHttpHeaders;
}

/** A HEAD request gets the headers alone. */
export function sendReply(response: ServerResponse, { code, body, contentType, headers }: Reply): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  // 304 has no content: what there is to say of it was said with the content.
  const content = code !== 304 && {
    'Content-Type': contentType ?? 'text/plain; charset=utf-8',
    'Content-Length': bytes.length,
  };
  response.writeHead(code, {
    ...content,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' || code === 304 ? undefined : bytes);
}
