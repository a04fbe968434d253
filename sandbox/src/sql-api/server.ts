/**
 * The simulated account's HTTP host on 127.0.0.1: the SQL API and the drivers' login protocol.
 *
 * Owns its listener and the record of what it was asked.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Account } from '../account/account.ts';
import { createLogin, type Login } from '../login/login.ts';
import type { SandboxRole } from '../sql/role.ts';
import { createSecrets, type SandboxUser } from '../sql/secrets.ts';
import type { SqlSwitches } from '../sql/switches.ts';
import { createApi } from './api.ts';
import type { SetSqlFault } from './fault.ts';
import { createSqlHost, type SqlHost } from './sql-host.ts';
import { bodyOf, transfer } from './transfer.ts';

export interface SqlApiOptions {
  readonly account: () => Account;
  /** `SNOWFLAKE_ACCOUNT`; `SANDBOX` without it. */
  readonly accountName?: string;
  /** None without it: services alone can ask. */
  readonly user?: SandboxUser;
  /** The first is the default one; without them SYSADMIN, which owns pools and may monitor all. */
  readonly roles?: readonly [SandboxRole, ...(readonly SandboxRole[])];
  readonly switches?: Partial<SqlSwitches>;
  /** How many session tokens are valid at once; 12 without it. */
  readonly keptTokens?: number;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
}

/** One request, for tests that count. Holds no secret. */
export interface SeenRequest {
  readonly kind: 'submit' | 'look' | 'cancel' | 'wrong' | 'login' | 'query' | 'other';
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly statement?: string;
  /** The statement was run now, and not found by its request's id. */
  readonly ran: boolean;
}

export interface SqlApi extends Pick<SqlHost, 'setFault' | 'fault' | 'setSwitches' | 'switches'> {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly accountName: string;
  sessionToken(): string;
  /** Calls back with each new token. Returns how to stop. */
  onToken(changed: (token: string) => void): () => void;
  /** A new token; the older ones stay valid for a while. */
  rotateToken(): string;
  /** A new token; the older ones are expired. */
  expireTokens(): string;
  /** Every session of the login protocol is gone. */
  endSessions(): void;
  /** What was asked since the start or the last `forget`, at most 10,000 requests. */
  requests(): readonly SeenRequest[];
  forget(): void;
  close(): Promise<void>;
}

const maxSeen = 10_000;
const sysadmin: SandboxRole = { name: 'SYSADMIN', monitor: 'all', usage: 'all' };

export async function startSqlApi(options: SqlApiOptions): Promise<SqlApi> {
  const { account, accountName = 'SANDBOX', user = { name: 'NOBODY' }, roles = [sysadmin] } = options;
  const { switches = {}, keptTokens } = options;
  const secrets = createSecrets({ accountName, user, ...(keptTokens !== undefined && { keptTokens }) });
  const host = createSqlHost({ account, roles, secrets, switches });
  const seen: SeenRequest[] = [];
  const login = createLogin(host);
  const listeners = new Set<(token: string) => void>();
  const tell = (token: string): string => {
    for (const changed of listeners) changed(token);
    return token;
  };
  const answer = answerer(host, login, (request) => {
    if (seen.length < maxSeen) seen.push(request);
  });
  const server = createServer((request, response) => {
    // The client went away: there is nobody to tell.
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port: portOf(server),
    accountName,
    sessionToken: () => secrets.sessionToken(),
    onToken(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    rotateToken: () => tell(secrets.rotateToken()),
    expireTokens: () => tell(secrets.expireTokens()),
    setFault: (set: SetSqlFault | undefined) => host.setFault(set),
    fault: () => host.fault(),
    switches: () => host.switches(),
    setSwitches: (changed) => host.setSwitches(changed),
    endSessions: login.endSessions,
    requests: () => [...seen],
    forget: () => void seen.splice(0),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function answerer(
  host: SqlHost,
  login: Login,
  saw: (request: SeenRequest) => void,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const api = createApi(host);
  return async (request, response) => {
    const { method = 'GET', url: target = '/', headers } = request;
    const raw = { method, target, headers, body: await bodyOf(request) };
    const logged = login.answer(raw);
    if (logged !== undefined) {
      const { kind, statement, reply, fault } = logged;
      const ran = kind === 'query';
      saw({ kind, method, target, status: reply.status, ran, ...(statement !== undefined && { statement }) });
      return transfer(request, response, reply, fault);
    }
    const { reply, fault, request: asked, ran } = api(raw);
    const statement = asked.kind === 'submit' ? { statement: asked.statement } : {};
    saw({ kind: asked.kind, method, target, status: reply.status, ran, ...statement });
    return transfer(request, response, reply, fault);
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return address.port;
}
