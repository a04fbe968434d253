/**
 * The SQL API's behaviour: a request in, a reply out.
 *
 * Source: Snowflake's SQL API reference. Status codes and bodies as documented; what is not
 * documented is said so where it happens.
 */
import type { SqlFault } from './fault.ts';
import { apiRequestOf, type ApiRequest, type RawRequest } from './api-request.ts';
import { errorReply, partitionReply, pendingReply, refusalReply, resultReply, type Reply } from './reply.ts';
import type { SqlHost } from './sql-host.ts';
import { createStatementStore, type StatementStore, type StoredStatement } from './statement-store.ts';

export interface ApiAnswer {
  readonly reply: Reply;
  /** What a fault does to the reply's way. */
  readonly fault: SqlFault | undefined;
  readonly request: ApiRequest;
  /** The statement was run now, and not found among those that ran. */
  readonly ran: boolean;
}

export function createApi(host: SqlHost): (raw: RawRequest) => ApiAnswer {
  const store = createStatementStore();
  return (raw) => {
    const request = apiRequestOf(raw);
    const answered = (reply: Reply, fault?: SqlFault, ran = false): ApiAnswer => ({
      reply,
      fault,
      request,
      ran,
    });
    if (request.kind === 'wrong') return answered(errorReply(request.status, '390400', request.message));
    const fault = host.takeFault(request.kind === 'submit' ? request.statement : undefined);
    // A server in trouble does not get as far as the token.
    if (fault?.kind === 'status')
      return answered(errorReply(fault.status, '000000', 'A simulated fault.'), fault);
    const rejection = rejectionOf(raw, host);
    if (rejection !== undefined) return answered(errorReply(401, rejection.code, rejection.message), fault);
    switch (request.kind) {
      case 'submit': {
        const known = store.byRequest(request.requestId);
        const statement = known ?? submit(store, host, request, fault);
        return answered(look(statement, 0), fault, known === undefined);
      }
      case 'look': {
        const statement = store.byHandle(request.handle);
        return answered(statement === undefined ? notFound() : look(statement, request.partition), fault);
      }
      case 'cancel': {
        const statement = store.byHandle(request.handle);
        if (statement === undefined) return answered(notFound(), fault);
        statement.isCancelled = true;
        return answered({ status: 200, body: JSON.stringify({ statementHandle: statement.handle }) }, fault);
      }
    }
  };
}

/** 401: a bad or expired token. */
function rejectionOf(
  { headers }: RawRequest,
  { secrets }: SqlHost,
): ReturnType<SqlHost['secrets']['rejectionOf']> {
  const [, token = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
  const tokenType = headers['x-snowflake-authorization-token-type'];
  return secrets.rejectionOf(Array.isArray(tokenType) ? tokenType[0] : tokenType, token);
}

function submit(
  store: StatementStore,
  host: SqlHost,
  { requestId, statement, role, isAsync }: Extract<ApiRequest, { readonly kind: 'submit' }>,
  fault: SqlFault | undefined,
): StoredStatement {
  return store.add(requestId, {
    result: host.run(statement, role, fault),
    partitionRows: fault?.kind === 'partitions' ? fault.rows : Infinity,
    looksLeft: fault?.kind === 'pending' ? fault.looks : isAsync ? 1 : 0,
  });
}

/** Each look at a statement that runs brings it nearer to its end. */
function look(statement: StoredStatement, partition: number): Reply {
  const { handle, result, partitionRows } = statement;
  if (statement.isCancelled) return refusalReply(handle, cancelled);
  if (statement.looksLeft > 0) {
    statement.looksLeft--;
    return pendingReply(handle);
  }
  if (result.kind === 'refusal') return refusalReply(handle, result);
  return partition === 0
    ? resultReply(handle, result, partitionRows)
    : partitionReply(result, partitionRows, partition);
}

const cancelled = {
  kind: 'refusal',
  code: '000604',
  sqlState: '57014',
  message: 'SQL execution canceled',
} as const;

const notFound = (): Reply => errorReply(404, '390404', 'Statement not found.');
