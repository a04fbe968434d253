/**
 * What to answer a request, decided before a byte is sent and from one immutable snapshot.
 *
 * Source: RFC 9110, and what Prometheus' http_sd accepts.
 */
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { chooseCoding } from './accept-encoding.ts';
import type { Body, Representation } from './body.ts';
import { isNoneMatched } from './etag.ts';
import type { Latest } from './latest.ts';
import { poolsProblem, whyUnavailable } from './refusal.ts';
import { parseSelection } from './selection.ts';

export interface Answer {
  readonly code: number;
  readonly headers: OutgoingHttpHeaders;
  /** The body; a HEAD request and a 304 get none of it. */
  readonly pieces: () => Iterable<Buffer>;
}

/** Rejects only when gzip fails, which means that memory is gone. */
export async function answerTo(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  latest: Latest,
  retryAfterSeconds: number,
): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refusal(405, `${request.method ?? 'This method'} is not allowed here: use GET.`, {
      Allow: 'GET, HEAD',
    });
  }
  const selection = parseSelection(request.url ?? '/');
  if (selection.kind === 'wrong') return refusal(400, selection.message);

  const later = { 'Retry-After': String(retryAfterSeconds) };
  if (latest.kind !== 'ready') return refusal(503, whyUnavailable(latest) ?? 'No targets yet.', later);
  const pools = selection.kind === 'part' ? selection.selection.pools : undefined;
  if (pools !== undefined) {
    const hasGroups = latest.snapshot.groups.some(({ pool }) => pools.includes(pool));
    const problem = poolsProblem(latest.snapshot, pools, hasGroups);
    if (problem?.kind === 'unknown-name') return refusal(404, problem.message);
    if (problem?.kind === 'unanswered') return refusal(503, problem.message, later);
  }
  return targets(latest.bodies.of(selection), request);
}

async function targets(body: Body, request: Pick<IncomingMessage, 'headers'>): Promise<Answer> {
  const coding = chooseCoding(request.headers['accept-encoding']);
  const vary = { Vary: 'Accept-Encoding' };
  switch (coding) {
    case 'none':
      return refusal(406, 'The list exists plain and as gzip, and Accept-Encoding refuses both.', vary);
    case 'gzip':
      return representation(await body.gzip(), request, { ...vary, 'Content-Encoding': 'gzip' });
    case 'identity':
      return representation(body.identity, request, vary);
  }
}

function representation(
  { etag, length, pieces }: Representation,
  request: Pick<IncomingMessage, 'headers'>,
  headers: OutgoingHttpHeaders,
): Answer {
  // Caches may keep the list but must ask whether it is still the newest.
  const shared = { ETag: etag, Vary: headers['Vary'], 'Cache-Control': 'no-cache' };
  if (isNoneMatched(request.headers['if-none-match'], etag)) {
    return { code: 304, headers: shared, pieces: () => [] };
  }
  return {
    code: 200,
    headers: {
      ...headers,
      ...shared,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': length,
    },
    pieces,
  };
}

/** The answer when an answer could not be made. */
export function failure(): Answer {
  return refusal(500, 'No answer: it could not be made. Look at the log.');
}

function refusal(code: number, message: string, headers: OutgoingHttpHeaders = {}): Answer {
  const bytes = Buffer.from(`${message}\n`);
  return {
    code,
    headers: {
      ...headers,
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': bytes.length,
      'Cache-Control': 'no-store',
    },
    pieces: () => [bytes],
  };
}
