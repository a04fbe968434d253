/** The SQL API client against the simulated account and every way in which it can misbehave. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type { SqlFault } from '@spcs-sd/sandbox';
import { createFakeClock } from '../../testing/fake-clock.ts';
import { quickClock, snowflakeWorld, type SnowflakeWorld } from '../../testing/snowflake-world.ts';
import { tokenFileAuthenticator } from '../authenticators/token-file.ts';
import type { SnowflakeEvent } from '../event.ts';
import type { StatementOutcome } from '../statement.ts';
import { createSqlApi, type SqlApiOptions } from './sql-api.ts';

const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
const show = 'SHOW COMPUTE POOLS';
const { signal } = new AbortController();
let world: SnowflakeWorld;
let events: SnowflakeEvent[];
beforeEach(async () => {
  world = await snowflakeWorld(names);
  events = [];
});
afterEach(async () => world.end());

function apiOf(options: Partial<SqlApiOptions> = {}): ReturnType<typeof createSqlApi> {
  const clock = options.clock ?? quickClock;
  return createSqlApi({
    origin: `http://127.0.0.1:${world.api.port}`,
    authenticator: tokenFileAuthenticator({
      path: world.tokenPath,
      tokenType: 'OAUTH',
      name: 'the token',
      clock,
    }),
    clock,
    random: () => 0,
    emit: (event) => events.push(event),
    ...options,
  });
}

const run = (options: Partial<SqlApiOptions> = {}): Promise<StatementOutcome> =>
  apiOf(options).run(show, signal);
const set = (fault: SqlFault, times = Infinity): void => world.api.setFault({ fault, times });
const statuses = (): readonly number[] => world.api.requests().map(({ status }) => status);
const namesIn = (outcome: StatementOutcome): unknown =>
  outcome.kind === 'rows' ? outcome.rows.map((row) => row[outcome.columns.indexOf('name')]) : outcome;
const everyName = names.map((name) => name.toUpperCase());

describe('a result', () => {
  it('comes with its columns in lower case and every row', async () => {
    expect(namesIn(await run())).toEqual(everyName);
  });

  it('in partitions is read to its end', async () => {
    set({ kind: 'partitions', rows: 3 });
    expect(namesIn(await run())).toEqual(everyName);
    const targets = world.api.requests().map(({ target }) => target.replace(/[0-9a-f-]{36}/, 'ID'));
    expect(targets).toEqual([
      '/api/v2/statements?requestId=ID',
      '/api/v2/statements/ID?partition=1',
      '/api/v2/statements/ID?partition=2',
      '/api/v2/statements/ID?partition=3',
    ]);
  });

  it('that takes long is polled for', async () => {
    set({ kind: 'pending', looks: 3 });
    expect(namesIn(await run())).toEqual(everyName);
    expect(statuses()).toEqual([202, 202, 202, 200]);
  });

  it('with fewer rows than it says is not believed', async () => {
    set({ kind: 'lost-rows' });
    expect(await run()).toMatchObject({
      kind: 'failed',
      reason: 'malformed',
      why: 'the answer says 10 rows and has 5',
    });
  });
});

describe('trouble', () => {
  test.each([429, 500, 502, 503, 504])('%i is asked again, later, as the same request', async (status) => {
    set({ kind: 'status', status }, 5);
    expect(namesIn(await run())).toEqual(everyName);
    expect(statuses()).toEqual([status, status, status, status, status, 200]);
    const ids = world.api
      .requests()
      .map(({ target }) => new URL(target, 'http://x').searchParams.get('requestId'));
    expect(new Set(ids).size).toBe(1);
    expect(events.map((event) => event.kind === 'request-retried' && event.delayMs)).toEqual([
      250, 500, 1000, 2000, 4000,
    ]);
  });

  it.each([
    [503, 'server-error'],
    [429, 'rate-limited'],
  ])('that lasts ends at the deadline, with what was seen last: %i', async (status, reason) => {
    const clock = createFakeClock();
    set({ kind: 'status', status });
    const outcome = run({ clock, deadlineMs: 55_000 });
    await vi.waitFor(async () => {
      await clock.advance(8000);
      await expect(Promise.race([outcome, Promise.resolve('waits')])).resolves.not.toBe('waits');
    });
    expect(await outcome).toMatchObject({
      kind: 'failed',
      reason,
      why: expect.stringContaining(`${status}`),
    });
  });

  it('on the way is asked again, and the statement runs once', async () => {
    set({ kind: 'cut' }, 2);
    expect(namesIn(await run())).toEqual(everyName);
    expect(world.api.requests().map(({ ran }) => ran)).toEqual([true, false, false]);
  });

  it('with the connection ends soon: a wrong address does not become right', async () => {
    const outcome = await run({ origin: 'http://127.0.0.1:1' });
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'unreachable',
      why: expect.stringContaining('no answer'),
    });
    expect(events).toHaveLength(3);
  });

  test.each([
    [{ kind: 'status', status: 408 }, 'timeout', 'took too long, and Snowflake cancelled it'],
    [{ kind: 'status', status: 302 }, 'malformed', 'it answered 302'],
    [{ kind: 'status', status: 404 }, 'malformed', 'it answered 404'],
    [{ kind: 'garbage' }, 'malformed', 'found no JSON'],
  ] as const)('%j is not asked again', async (fault, reason, words) => {
    set(fault);
    expect(await run()).toMatchObject({ kind: 'failed', reason, why: expect.stringContaining(words) });
    expect(statuses()).toHaveLength(1);
  });

  it('of the statement comes with its code, state and message', async () => {
    expect(await apiOf().run('SHOW SOMETHING', signal)).toEqual({
      kind: 'sql-error',
      code: '001003',
      sqlState: '42000',
      message: "SQL compilation error: syntax error line 1 at position 0 unexpected 'SHOW SOMETHING'.",
    });
  });

  it('of size is ended before it fills the memory', async () => {
    set({ kind: 'huge' });
    const before = process.memoryUsage().arrayBuffers;
    expect(await run({ maxBytes: 1_000_000 })).toMatchObject({ kind: 'failed', reason: 'too-large' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
  });

  it('of size counts all partitions together', async () => {
    set({ kind: 'partitions', rows: 1 });
    expect(await run({ maxBytes: 4000 })).toMatchObject({ kind: 'failed', reason: 'too-large' });
  });
});

describe('401 and 403', () => {
  test.each([401, 403])('%i: the token is read again, once', async (status) => {
    set({ kind: 'status', status }, 1);
    expect(namesIn(await run())).toEqual(everyName);
    set({ kind: 'status', status });
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'unauthorized' });
    expect(statuses()).toEqual([status, 200, status, status]);
  });

  it('say what Snowflake said', async () => {
    world.api.expireTokens();
    expect(await run()).toMatchObject({
      why: 'it answered 401 (390114: Authentication token has expired. The user must authenticate again.): the session token is not accepted',
    });
  });
});

describe('an abort', () => {
  it('cancels the statement that runs', async () => {
    set({ kind: 'pending', looks: 1000 });
    const clock = createFakeClock();
    const abort = new AbortController();
    const outcome = apiOf({ clock }).run(show, abort.signal);
    await vi.waitFor(() => expect(clock.timers()).toBe(2));
    abort.abort();
    expect(await outcome).toEqual({ kind: 'failed', reason: 'aborted', why: 'stopped' });
    expect(world.api.requests().map(({ kind }) => kind)).toEqual(['submit', 'cancel']);
    expect(clock.timers()).toBe(0);
  });

  it('at the deadline does so too', async () => {
    set({ kind: 'pending', looks: 1000 });
    const clock = createFakeClock();
    const outcome = run({ clock, deadlineMs: 1000 });
    await vi.waitFor(() => expect(clock.timers()).toBe(2));
    await clock.advance(200);
    await vi.waitFor(() => expect(clock.timers()).toBe(2));
    await clock.advance(800);
    expect(await outcome).toMatchObject({ kind: 'failed', reason: 'timeout' });
    expect(world.api.requests().at(-1)?.kind).toBe('cancel');
  });

  it('before the start asks nothing', async () => {
    expect(await apiOf().run(show, AbortSignal.abort())).toMatchObject({ reason: 'aborted' });
    expect(world.api.requests()).toEqual([]);
  });
});

describe('on the wire', () => {
  const talk = async (
    reply: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<StatementOutcome> => {
    const server = createServer(reply).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    try {
      const api = apiOf({ origin: `http://127.0.0.1:${port}` });
      await api.run(show, signal);
      return await api.run(show, signal);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  };

  it('it sends what the API requires, over one connection', async () => {
    const sockets = new Set<unknown>();
    const headers: unknown[] = [];
    await talk((request, response) => {
      sockets.add(request.socket);
      headers.push(request.headers);
      request.resume().on('end', () => response.writeHead(400).end('{}'));
    });
    expect(sockets.size).toBe(1);
    expect(headers[0]).toMatchObject({
      accept: 'application/json',
      'accept-encoding': expect.stringContaining('gzip'),
      authorization: `Bearer ${world.api.sessionToken()}`,
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^spcs-sd\//),
      'x-snowflake-authorization-token-type': 'OAUTH',
    });
  });

  it('it does not follow a redirection with its token', async () => {
    let asked = 0;
    const outcome = await talk((request, response) => {
      asked++;
      response.writeHead(307, { location: `http://127.0.0.1:${world.api.port}/elsewhere` }).end();
      request.resume();
    });
    expect(outcome).toMatchObject({ reason: 'malformed' });
    expect(asked).toBe(2);
    expect(world.api.requests()).toEqual([]);
  });

  test.each([
    '{}',
    '[]',
    'null',
    '{"statementHandle":"h","resultSetMetaData":{"rowType":[{"name":"a"}]},"data":[[1]]}',
    '{"statementHandle":"h","resultSetMetaData":{"rowType":[{}]},"data":[]}',
    '{"statementHandle":"h","resultSetMetaData":{"rowType":[]},"data":{}}',
    '{"code":"391908","statementHandle":"h","resultSetMetaData":{"rowType":[]}}',
  ])('%s with status 200 is no result', async (body) => {
    const outcome = await talk((request, response) => {
      request.resume().on('end', () => response.end(body));
    });
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'malformed' });
  });
});
