/**
 * What a request may look like before anyone looks at what it asks for: its URL's length, its body's.
 */
import type { IncomingMessage } from 'node:http';
import type { RefusedReason } from './event.ts';
import type { WebLimits } from './limits.ts';

type ShapeProblem = Extract<RefusedReason, 'url-too-long' | 'body-too-large'>;

export function shapeProblem(
  { url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  { maxUrlLength, maxBodySize }: Pick<WebLimits, 'maxUrlLength' | 'maxBodySize'>,
): ShapeProblem | undefined {
  if (url.length > maxUrlLength) return 'url-too-long';
  return Number(headers['content-length'] ?? 0) > maxBodySize ? 'body-too-large' : undefined;
}

/** Reads over a body of unknown length, and calls back once when it is longer than it may be. */
export function limitBody(request: IncomingMessage, maxBodySize: number, onTooLarge: () => void): void {
  let size = 0;
  const count = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= maxBodySize) return;
    request.off('data', count);
    onTooLarge();
  };
  request.on('data', count);
}
