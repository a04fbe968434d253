/**
 * The sandbox's HTTP control on 127.0.0.1: see the account, change it, break its DNS.
 *
 * Owns its listener. What requests mean is decided in `commandOf`.
 */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { PoolList } from '@spcs-sd/spec';
import { poolOf, type Account } from '../account/account.ts';
import type { Change, Changed } from '../account/change.ts';
import type { DnsFault, DnsFaults, DnsFaultScope } from '../dns/fault.ts';
import { zoneText, type Zone } from '../dns/zone.ts';
import type { SqlApi } from '../sql-api/server.ts';
import type { Switches } from '../switches.ts';
import { commandOf, type Command, type View } from './command.ts';
import { helpText } from './help.ts';
import type { SqlCommand } from './sql-command.ts';

/** What can be seen and changed from outside. */
export interface Controlled {
  account(): Account;
  /**
   * Changes the account. When it resolves, DNS and nodes have followed: new nodes listen before
   * the DNS names them, and old ones listen until it has forgotten them. Changes go one by one.
   */
  change(change: Change): Promise<Changed>;
  zone(): Zone;
  /** The list of pools, as `pools.file` takes it. */
  poolList(): PoolList;
  faults(): DnsFaults;
  /** Sets a DNS fault of one pool, of one type, or of everything; undefined clears it. */
  setFault(fault: DnsFault | undefined, scope?: DnsFaultScope): void;
  switches(): Switches;
  /** SQL and DNS change together. Rejects when `srvPort` is taken. */
  setSwitches(changed: Partial<Switches>): Promise<void>;
  /** Snowflake's SQL API and login protocol. */
  readonly sql: AccountSql;
}

/** Its switches are the account's. */
export type AccountSql = Omit<SqlApi, 'setSwitches' | 'switches' | 'close'>;

export interface Control {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain; charset=utf-8';
  readonly body: string;
  readonly allow?: string;
}

function json(value: unknown, status = 200): Answer {
  return { status, type: 'application/json', body: `${JSON.stringify(value, null, 2)}\n` };
}

function text(body: string, status = 200): Answer {
  return { status, type: 'text/plain; charset=utf-8', body };
}

function viewAnswer(sandbox: Controlled, view: View): Answer {
  switch (view) {
    case 'help':
      return text(helpText);
    case 'pools':
      return json(sandbox.account().pools);
    case 'pool-list':
      return json(sandbox.poolList());
    case 'zone':
      return text(zoneText(sandbox.zone()));
    case 'faults':
      return json(sandbox.faults());
    case 'switches':
      return json(sandbox.switches());
  }
}

const refusalStatus = {
  'no-such-pool': 404,
  exists: 409,
  'bad-name': 400,
  'bad-count': 400,
  'no-addresses-left': 409,
} as const;

function changeAnswer(result: Changed, pool: string): Answer {
  if (result.kind === 'refused') return text(`${result.message}\n`, refusalStatus[result.why]);
  return json(poolOf(result.account, pool) ?? { name: pool, state: 'DROPPED' });
}

function carryOutSql(sql: AccountSql, command: Exclude<SqlCommand, { readonly kind: 'wrong' }>): Answer {
  switch (command.kind) {
    case 'sql-view':
      break;
    case 'token':
      return text(`${tokenAfter(sql, command.action)}\n`);
    case 'sql-fault':
      sql.setFault(command.set);
      break;
  }
  const { host, port, accountName } = sql;
  return json({
    account: accountName,
    host,
    port,
    protocol: 'http',
    fault: sql.fault() ?? null,
  });
}

function tokenAfter(sql: AccountSql, action: 'show' | 'rotate' | 'expire'): string {
  switch (action) {
    case 'show':
      return sql.sessionToken();
    case 'rotate':
      return sql.rotateToken();
    case 'expire':
      return sql.expireTokens();
  }
}

async function carryOut(sandbox: Controlled, command: Command): Promise<Answer> {
  switch (command.kind) {
    case 'view':
      return viewAnswer(sandbox, command.view);
    case 'change': {
      const { change } = command;
      const pool = change.kind === 'add' ? change.pool.name : change.pool;
      return changeAnswer(await sandbox.change(change), pool);
    }
    case 'fault': {
      const { fault, scope } = command;
      if (scope.pool !== undefined && poolOf(sandbox.account(), scope.pool) === undefined) {
        return text(`there is no pool ${scope.pool}\n`, 404);
      }
      sandbox.setFault(fault, scope);
      return viewAnswer(sandbox, 'faults');
    }
    case 'switches':
      await sandbox.setSwitches(command.changed);
      return viewAnswer(sandbox, 'switches');
    case 'sql-view':
    case 'token':
    case 'sql-fault':
      return carryOutSql(sandbox.sql, command);
    case 'wrong': {
      const { status, message, allow } = command;
      return { ...text(`${message}\n`, status), ...(allow === undefined ? {} : { allow }) };
    }
  }
}

function send(response: ServerResponse, { status, type, body, allow }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...(allow === undefined ? {} : { allow }),
  });
  response.end(body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return address.port;
}

/** Starts on `port`; with 0 the system chooses. Rejects when the port is taken. */
export async function startControl(sandbox: Controlled, port: number): Promise<Control> {
  const server = createServer((request, response) => {
    carryOut(sandbox, commandOf(request.method ?? 'GET', request.url ?? '/')).then(
      (answer) => send(response, answer),
      // A new node's address may be taken; the account is unchanged then.
      (error: unknown) => send(response, text(`${error instanceof Error ? error.message : 'failed'}\n`, 500)),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
