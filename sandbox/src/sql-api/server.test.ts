/** The account's SQL as its documentation says, asked by hand. */
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox.ts';
import type { AccountSql } from '../control/control.ts';

let sandbox: Sandbox;
let sql: AccountSql;
beforeEach(async () => {
  sandbox = await startSandbox({
    serveNodes: false,
    pools: [{ name: 'web', nodes: 2 }, { name: 'my_pool', owner: 'OTHER' }, { name: 'Quoted name' }],
    sql: {
      roles: [
        { name: 'READER', monitor: ['web'], usage: ['my_pool'] },
        { name: 'SYSADMIN', monitor: [], usage: [] },
      ],
    },
  });
  ({ sql } = sandbox);
});
afterEach(() => sandbox.close());

interface Body {
  readonly code: string;
  readonly message: string;
  readonly statementHandle: string;
  readonly data: readonly (readonly (string | null)[])[];
  readonly resultSetMetaData: {
    readonly numRows: number;
    readonly rowType: readonly { readonly name: string }[];
  };
}

const url = (path = ''): string => `http://${sql.host}:${sql.port}/api/v2/statements${path}`;
const headers = (): Record<string, string> => ({
  Authorization: `Bearer ${sql.sessionToken()}`,
  'Content-Type': 'application/json',
  'User-Agent': 'test/1',
});

async function ask(
  statement: string,
  role?: string,
  query = '',
): Promise<{ readonly status: number; readonly body: Body }> {
  const body = JSON.stringify({ statement, ...(role !== undefined && { role }) });
  const response = await fetch(url(query), { method: 'POST', headers: headers(), body });
  return { status: response.status, body: (await response.json()) as Body };
}

const cells = async (statement: string, role?: string): Promise<readonly unknown[]> =>
  (await ask(statement, role)).body.data.map(([cell]) => cell);

describe('SHOW COMPUTE POOLS', () => {
  test.each([
    ['SHOW COMPUTE POOLS', ['MY_POOL', 'WEB']],
    ['show compute pools;', ['MY_POOL', 'WEB']],
    ["SHOW COMPUTE POOLS LIKE 'w%'", ['WEB']],
    ["SHOW COMPUTE POOLS LIKE 'MY_P_OL'", ['MY_POOL']],
    ["SHOW COMPUTE POOLS STARTS WITH 'W'", ['WEB']],
    ['SHOW COMPUTE POOLS LIMIT 1', ['MY_POOL']],
    ["SHOW COMPUTE POOLS LIMIT 10 FROM 'MY_POOL'", ['WEB']],
  ])('%s', async (statement, names) => {
    expect(await cells(statement)).toEqual(names);
  });

  it('has the documented columns in their order', async () => {
    const { body } = await ask('SHOW COMPUTE POOLS');
    expect(body.resultSetMetaData.rowType.map(({ name }) => name).slice(0, 12)).toEqual([
      'name',
      'state',
      'min_nodes',
      'max_nodes',
      'instance_family',
      'num_services',
      'num_jobs',
      'auto_suspend_secs',
      'auto_resume',
      'active_nodes',
      'idle_nodes',
      'target_nodes',
    ]);
    expect(body.data.flat().every((cell) => cell === null || typeof cell === 'string')).toBe(true);
  });

  it('shows owned pools, names that need quotes as they are', async () => {
    expect(await cells('SHOW COMPUTE POOLS', 'sysadmin')).toEqual(['Quoted name', 'WEB']);
  });
});

it('the function names what may be monitored, which is less than what is shown', async () => {
  const call = 'CALL SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS();';
  expect(await cells(call)).toEqual(['["discover.monitor.web.cp.spcs.internal"]']);
  expect(await cells('SELECT CURRENT_ROLE()')).toEqual(['READER']);
});

describe('errors', () => {
  it('of statements are 422 with a code', async () => {
    expect(await ask('DROP TABLE x')).toMatchObject({ status: 422, body: { code: '001003' } });
    expect(await ask('SHOW COMPUTE POOLS', 'NOBODY')).toMatchObject({
      status: 422,
      body: { code: '390189' },
    });
    await sandbox.setSwitches({ endpointsFunction: 'missing' });
    const call = 'CALL SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS()';
    expect(await ask(call)).toMatchObject({ status: 422, body: { code: '002140' } });
  });

  it('of tokens are 401, and of requests what they are', async () => {
    const post = async (
      changed: Record<string, string>,
      body = '{"statement":"SELECT CURRENT_ROLE()"}',
    ): Promise<number> =>
      (await fetch(url(), { method: 'POST', headers: { ...headers(), ...changed }, body })).status;
    expect(await post({})).toBe(200);
    expect(await post({ Authorization: 'Bearer nobody' })).toBe(401);
    expect(await post({ 'X-Snowflake-Authorization-Token-Type': 'KEYPAIR_JWT' })).toBe(401);
    expect(await post({ 'User-Agent': '' })).toBe(400);
    expect(await post({ 'Content-Type': 'text/plain' })).toBe(415);
    expect(await post({}, '{}')).toBe(400);
    expect((await fetch(url('/nothing'), { headers: headers() })).status).toBe(404);
    expect((await fetch(url(), { headers: headers() })).status).toBe(405);
  });
});

it('a request that comes again is the same statement', async () => {
  const first = await ask('SHOW COMPUTE POOLS', undefined, '?requestId=1');
  const second = await ask('SHOW COMPUTE POOLS', undefined, '?requestId=1&retry=true');
  expect(second.body.statementHandle).toBe(first.body.statementHandle);
  expect(sql.requests().map(({ ran }) => ran)).toEqual([true, false]);
});

it('an asynchronous statement is looked at, and can be cancelled', async () => {
  const started = await ask('SHOW COMPUTE POOLS', undefined, '?async=true');
  expect(started.status).toBe(202);
  const handle = started.body.statementHandle;
  expect((await fetch(url(`/${handle}`), { headers: headers() })).status).toBe(200);
  expect((await fetch(url(`/${handle}/cancel`), { method: 'POST', headers: headers() })).status).toBe(200);
  expect((await fetch(url(`/${handle}`), { headers: headers() })).status).toBe(422);
});

describe('the control', () => {
  const control = async (path: string, method = 'POST'): Promise<readonly [number, string]> => {
    const response = await fetch(`${sandbox.controlUrl}/sql${path}`, { method });
    return [response.status, await response.text()];
  };

  it('gives, rotates and expires the token', async () => {
    const [, first] = await control('/token', 'GET');
    expect(first.trim()).toBe(sql.sessionToken());
    const old = headers();
    await control('/token/rotate');
    expect(sql.sessionToken()).not.toBe(first.trim());
    const status = async (): Promise<number> => (await fetch(url('/x'), { headers: old })).status;
    expect(await status()).toBe(404);
    await control('/token/expire');
    expect(await status()).toBe(401);
  });

  it('sets faults', async () => {
    await control('/faults?kind=503&times=1&statement=show-compute-pools');
    expect((await ask('SELECT CURRENT_ROLE()')).status).toBe(200);
    expect((await ask('SHOW COMPUTE POOLS')).status).toBe(503);
    expect((await ask('SHOW COMPUTE POOLS')).status).toBe(200);
    await control('/faults?kind=empty-list');
    expect(await cells('SHOW COMPUTE POOLS')).toEqual([]);
    await control('/faults', 'DELETE');
    expect(await cells('SHOW COMPUTE POOLS')).toHaveLength(2);
  });

  test.each([
    ['/faults?kind=odd', 400, 'kind is a status such as 503, or one of'],
    ['/faults?kind=cut&times=0', 400, 'times is a whole number from 1'],
    ['/faults?kind=cut&statement=x', 400, 'statement is one of'],
    ['/token', 405, '/sql/token takes GET'],
  ])('%s: %i', async (path, status, message) => {
    expect(await control(path)).toEqual([status, expect.stringContaining(message)]);
  });
});
