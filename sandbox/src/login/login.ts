/**
 * The drivers' login protocol, as far as `snowflake-sdk` needs it: log in, ask, end the session.
 *
 * Owns sessions. Source: the requests of snowflake-sdk 3.3, which are its only documentation.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { objectOf, type RawRequest } from '../sql-api/api-request.ts';
import type { Reply } from '../sql-api/reply.ts';
import type { SqlHost } from '../sql-api/sql-host.ts';
import type { SqlFault } from '../sql-api/fault.ts';
import { queryData } from './query-data.ts';

export interface LoginAnswer {
  readonly reply: Reply;
  readonly fault: SqlFault | undefined;
  readonly kind: 'login' | 'query' | 'other';
  readonly statement?: string;
}

interface Session {
  readonly masterToken: string;
  readonly role: string;
}

export interface Login {
  /** Undefined: not one of this protocol's paths. */
  readonly answer: (raw: RawRequest) => LoginAnswer | undefined;
  /** Every session is gone, as after a failover. */
  readonly endSessions: () => void;
}

export function createLogin(host: SqlHost): Login {
  const sessions = new Map<string, Session>();
  const answer: Login['answer'] = (raw) => {
    const { pathname, searchParams } = new URL(raw.target, 'http://sandbox');
    switch (pathname) {
      case '/session/v1/login-request':
        return {
          kind: 'login',
          reply: logIn(objectOf(raw.body)['data'], searchParams, host, sessions),
          fault: undefined,
        };
      case '/queries/v1/query-request':
        return query(raw, host, sessions);
      case '/session':
        sessions.delete(tokenOf(raw));
        return other(success({}));
      case '/session/heartbeat':
        return other(
          sessions.has(tokenOf(raw)) ? success({}) : failure('390112', 'Your session has expired.'),
        );
      case '/telemetry/send':
      case '/queries/v1/abort-request':
        return other(success({}));
      default:
        return undefined;
    }
  };
  return { answer, endSessions: () => sessions.clear() };
}

const other = (reply: Reply): LoginAnswer => ({ kind: 'other', reply, fault: undefined });

function success(data: unknown): Reply {
  return { status: 200, body: JSON.stringify({ data, code: null, message: null, success: true }) };
}

/** Errors come with status 200. */
function failure(code: string, message: string, data: unknown = null): Reply {
  return { status: 200, body: JSON.stringify({ data, code, message, success: false }) };
}

function logIn(data: unknown, query: URLSearchParams, host: SqlHost, sessions: Map<string, Session>): Reply {
  const field = (name: string): string => {
    const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  if (!host.secrets.isPassword(field('LOGIN_NAME'), field('PASSWORD'))) {
    return failure('390100', 'Incorrect username or password was specified.');
  }
  const role = query.get('roleName') ?? host.defaultRole;
  if (!host.hasRole(role))
    return failure(
      '390189',
      `Role '${role}' specified in the connect string does not exist or not authorized.`,
    );
  const token = `ses:${randomBytes(32).toString('base64url')}`;
  const masterToken = `mas:${randomBytes(32).toString('base64url')}`;
  sessions.set(token, { masterToken, role });
  return success({
    token,
    masterToken,
    validityInSeconds: 3600,
    masterValidityInSeconds: 14_400,
    displayUserName: field('LOGIN_NAME'),
    serverVersion: '9.0.0',
    firstLogin: false,
    sessionId: 1,
    sessionInfo: { databaseName: null, schemaName: null, warehouseName: null, roleName: role },
    parameters: [],
  });
}

function query(raw: RawRequest, host: SqlHost, sessions: ReadonlyMap<string, Session>): LoginAnswer {
  const session = sessions.get(tokenOf(raw));
  if (session === undefined)
    return { kind: 'query', reply: failure('390112', 'Your session has expired.'), fault: undefined };
  const { sqlText } = objectOf(raw.body);
  const statement = typeof sqlText === 'string' ? sqlText : '';
  const fault = host.takeFault(statement);
  const result = host.run(statement, session.role, fault);
  const queryId = randomUUID();
  if (result.kind === 'refusal') {
    const { code, message, sqlState } = result;
    return {
      kind: 'query',
      statement,
      fault,
      reply: failure(code, message, { sqlState, queryId, internalError: false }),
    };
  }
  return { kind: 'query', statement, fault, reply: success(queryData(result, queryId, session.role)) };
}

/** `Authorization: Snowflake Token="…"`. */
function tokenOf({ headers }: RawRequest): string {
  return /^Snowflake Token="([^"]+)"$/.exec(headers.authorization ?? '')?.[1] ?? '';
}
