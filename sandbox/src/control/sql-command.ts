/**
 * What a request to the control asks of the account's SQL: tokens, faults. Pure.
 */
import type { SetSqlFault, SqlFault, SqlStatementKind } from '../sql-api/fault.ts';

export type SqlCommand =
  | { readonly kind: 'sql-view' }
  | { readonly kind: 'token'; readonly action: 'show' | 'rotate' | 'expire' }
  | { readonly kind: 'sql-fault'; readonly set: SetSqlFault | undefined }
  | { readonly kind: 'wrong'; readonly status: 400 | 405; readonly message: string; readonly allow?: string };

/** Undefined: the path is none of these. */
export function sqlCommand(method: string, path: string, query: URLSearchParams): SqlCommand | undefined {
  switch (path) {
    case '/sql':
      return method === 'GET' ? { kind: 'sql-view' } : notAllowed(path, 'GET');
    case '/sql/token':
      return method === 'GET' ? { kind: 'token', action: 'show' } : notAllowed(path, 'GET');
    case '/sql/token/rotate':
      return method === 'POST' ? { kind: 'token', action: 'rotate' } : notAllowed(path, 'POST');
    case '/sql/token/expire':
      return method === 'POST' ? { kind: 'token', action: 'expire' } : notAllowed(path, 'POST');
    case '/sql/faults':
      if (method === 'DELETE') return { kind: 'sql-fault', set: undefined };
      return method === 'POST' ? faultCommand(query) : notAllowed(path, 'POST, DELETE');
    default:
      return undefined;
  }
}

function notAllowed(path: string, allow: string): SqlCommand {
  return { kind: 'wrong', status: 405, message: `${path} takes ${allow}`, allow };
}

const wrong = (message: string): SqlCommand => ({ kind: 'wrong', status: 400, message });

const simpleFaults: Readonly<Record<string, SqlFault>> = {
  garbage: { kind: 'garbage' },
  huge: { kind: 'huge' },
  cut: { kind: 'cut' },
  slow: { kind: 'slow', delayMs: 5000 },
  pending: { kind: 'pending', looks: 3 },
  partitions: { kind: 'partitions', rows: 1 },
  'half-list': { kind: 'half-list' },
  'lost-rows': { kind: 'lost-rows' },
  'empty-list': { kind: 'empty-list' },
  'wrong-role': { kind: 'wrong-role' },
};

const statements: readonly SqlStatementKind[] = ['show-compute-pools', 'monitor-endpoints', 'current-role'];

/** A status from 300 to 599, or a name; undefined when it is neither. */
export function sqlFaultOf(kind: string): SqlFault | undefined {
  if (Object.hasOwn(simpleFaults, kind)) return simpleFaults[kind];
  return /^[345]\d\d$/.test(kind) ? { kind: 'status', status: Number(kind) } : undefined;
}

export const sqlFaultNames: string = Object.keys(simpleFaults).join(', ');

function faultCommand(query: URLSearchParams): SqlCommand {
  const fault = sqlFaultOf(query.get('kind') ?? '');
  if (fault === undefined) return wrong(`kind is a status such as 503, or one of ${sqlFaultNames}`);
  const of = query.get('statement');
  const statement = statements.find((known) => known === of);
  if (of !== null && statement === undefined) return wrong(`statement is one of ${statements.join(', ')}`);
  const times = query.get('times');
  if (times !== null && !/^[1-9]\d{0,8}$/.test(times)) return wrong('times is a whole number from 1');
  return {
    kind: 'sql-fault',
    set: {
      fault,
      ...(statement !== undefined && { statement }),
      ...(times !== null && { times: Number(times) }),
    },
  };
}
