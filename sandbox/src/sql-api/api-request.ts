/**
 * What a request to the SQL API asks for. Pure.
 *
 * Source: Snowflake's SQL API reference: its paths, parameters, required headers.
 */
import type { IncomingHttpHeaders } from 'node:http';

export type ApiRequest =
  | {
      readonly kind: 'submit';
      readonly requestId: string | undefined;
      readonly isAsync: boolean;
      readonly statement: string;
      readonly role: string | undefined;
    }
  | { readonly kind: 'look'; readonly handle: string; readonly partition: number }
  | { readonly kind: 'cancel'; readonly handle: string }
  | { readonly kind: 'wrong'; readonly status: 400 | 404 | 405 | 415; readonly message: string };

export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const wrong = (status: 400 | 404 | 405 | 415, message: string): ApiRequest => ({
  kind: 'wrong',
  status,
  message,
});

export function apiRequestOf({ method, target, headers, body }: RawRequest): ApiRequest {
  const { pathname, searchParams } = new URL(target, 'http://sandbox');
  const [, handle, action] = /^\/api\/v2\/statements(?:\/([^/]+)(?:\/(cancel))?)?$/.exec(pathname) ?? [];
  if (!pathname.startsWith('/api/v2/statements')) return wrong(404, 'Not found.');
  if ((headers['user-agent'] ?? '') === '') return wrong(400, 'The header User-Agent is required.');
  if (handle === undefined)
    return method === 'POST' ? submitted(searchParams, headers, body) : wrong(405, 'POST only.');
  if (action === 'cancel') return method === 'POST' ? { kind: 'cancel', handle } : wrong(405, 'POST only.');
  if (method !== 'GET') return wrong(405, 'GET only.');
  return { kind: 'look', handle, partition: Number(searchParams.get('partition') ?? 0) };
}

function submitted(query: URLSearchParams, headers: IncomingHttpHeaders, body: string): ApiRequest {
  if (headers['content-type']?.startsWith('application/json') !== true) return wrong(415, 'JSON only.');
  const { statement, role } = objectOf(body);
  if (typeof statement !== 'string') return wrong(400, 'statement is missing.');
  return {
    kind: 'submit',
    requestId: query.get('requestId') ?? undefined,
    isAsync: query.get('async') === 'true',
    statement,
    role: typeof role === 'string' ? role : undefined,
  };
}

export function objectOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
