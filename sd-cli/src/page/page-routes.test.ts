/** What the page's paths answer, on a real socket. */
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../sd-http-adapter/src/testing/server.ts';
import { createRouter, type Routes } from '../web/router.ts';
import { pageRoutes } from './page-routes.ts';
import { standing, troubled } from './testing/statuses.ts';

const html = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const scraper = 'application/json';

let revision = 1;
let server: TestServer;
let sidecar: TestServer;
beforeAll(async () => {
  const discovery = standing(
    () => troubled,
    () => revision,
  );
  const serve = (routes: Routes): Promise<TestServer> =>
    startServer(
      createRouter(routes, (error) => {
        throw error;
      }),
    );
  server = await serve(pageRoutes(discovery, (_, response) => void response.end('targets')));
  sidecar = await serve(pageRoutes(discovery, undefined));
});
afterAll(() => Promise.all([server.close(), sidecar.close()]));

describe('/', () => {
  test.each([
    ['a browser', '/', html, 200, '<!doctype html>'],
    ['a scraper', '/', scraper, 200, 'targets'],
    ['curl', '/', '*/*', 200, 'targets'],
    ['a browser that names a pool', '/?pool=web', html, 200, 'targets'],
    ['a browser that names a shard', '/?shard=0&of=2', html, 200, 'targets'],
    ['a browser that searches', '/?q=web', html, 200, '<!doctype html>'],
  ])('%s at %s', async (_, path, accept, code, start) => {
    const answer = await server.ask(path, { accept });
    expect([answer.code, answer.headers.vary, answer.body.toString().slice(0, start.length)]).toEqual([
      code,
      'Accept',
      start,
    ]);
  });

  test('of a sidecar has nothing for scrapers, and says so to caches', async () => {
    const page = await sidecar.ask('/', { accept: html });
    const nothing = await sidecar.ask('/', { accept: scraper });
    expect([page.code, page.headers.vary, nothing.code, nothing.headers.vary]).toEqual([
      200,
      'Accept',
      404,
      'Accept',
    ]);
    expect(nothing.body.toString()).toBe('Nothing here. There is: /, /status, /api/v1/pools\n');
  });
});

describe('/status', () => {
  test('is HTML that nothing from elsewhere can get into', async () => {
    const { code, headers, body } = await server.ask('/status');
    expect([code, headers['content-type'], headers['content-length']]).toEqual([
      200,
      'text/html; charset=utf-8',
      String(body.length),
    ]);
    expect(headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|http|data:|\*/);
    expect(body.toString()).not.toMatch(/ style=|<style|<script>|https?:\/\/(?!127\.0\.0\.1)/);
  });

  test('answers HEAD with the same headers, and refuses to be written', async () => {
    const head = await server.ask('/status', {}, 'HEAD');
    const get = await server.ask('/status');
    expect([head.code, head.body.length, head.headers['content-type']]).toEqual([
      200,
      0,
      get.headers['content-type'],
    ]);
    const post = await server.ask('/status', {}, 'POST');
    expect([post.code, post.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('shows what its query asks for, without a script', async () => {
    const body = (await server.ask('/status?q=etl&open=etl_hourly')).body.toString();
    expect(body).toContain('2 of 13 pools');
    expect(body).toContain('node-6.etl_hourly.cp.spcs.internal');
    expect(body).toContain(`curl -sS &#39;http://127.0.0.1:${server.port}/targets?pool=etl_hourly&#39;`);
    expect(body).not.toContain('data-action');
    expect(body).not.toContain('inference');
  });

  test('a search that comes back is text', async () => {
    const body = (
      await server.ask(`/status?q=${encodeURIComponent('"><script>x</script>')}`)
    ).body.toString();
    expect(body).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"');
  });

  test('a user who comes back, and what looks escaped already, are text', async () => {
    const authorization = `Basic ${Buffer.from('"><script>&lt;:x').toString('base64')}`;
    const body = (await server.ask('/status?q=%26lt%3B', { authorization })).body.toString();
    expect(body).toContain('data-user="&quot;&gt;&lt;script&gt;&amp;lt;"');
    expect(body).toContain('value="&amp;lt;"');
  });
});

describe('/api/v1/pools', () => {
  test('is the report, with a tag that stays until something was heard', async () => {
    const first = await server.ask('/api/v1/pools');
    expect(first.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-length': String(first.body.length),
      vary: 'Accept-Encoding',
    });
    const report = JSON.parse(first.body.toString());
    expect(report).toMatchObject({ snapshot: { kind: 'ready', targetCount: 107 }, collapsing: false });
    expect(report.pools).toHaveLength(troubled.pools.length);
    const tag = first.headers.etag ?? '';
    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    const same = await server.ask('/api/v1/pools', { 'if-none-match': `"x", ${tag}` });
    expect([same.code, same.body.length, same.headers.etag, same.headers['content-type']]).toEqual([
      304,
      0,
      tag,
      undefined,
    ]);
    revision += 1;
    const next = await server.ask('/api/v1/pools', { 'if-none-match': tag });
    expect([next.code, next.headers.etag === tag]).toEqual([200, false]);
  });

  test('has the targets of the pools that are named', async () => {
    const { code, body } = await server.ask('/api/v1/pools?pool=ETL_hourly&pool=web');
    expect(code).toBe(200);
    const { pools } = JSON.parse(body.toString());
    expect(pools.map(({ pool, members }: { pool: string; members: [] }) => [pool, members.length])).toEqual([
      ['etl_hourly', 6],
      ['web', 3],
    ]);
    expect(pools[0].members[5]).toEqual({
      address: '127.64.0.6:9001',
      node: 'node-6.etl_hourly.cp.spcs.internal',
      heldForMs: 42_000,
      owner: 'etl_hourly',
    });
  });

  test.each([
    ['?pool=nobody%0d%0aX: y', 404, 'There is no pool "nobody\\r\\nx: y".\n'],
    ['?pool=', 404, 'There is no pool "".\n'],
    [`?${'pool=web&'.repeat(101)}`, 400, '"pool" may be given 100 times at most.\n'],
  ])('%s is %i', async (query, expected, message) => {
    const { code, body, headers } = await server.ask(`/api/v1/pools${query.replaceAll(' ', '%20')}`);
    expect([code, body.toString(), headers['content-type']]).toEqual([
      expected,
      message,
      'text/plain; charset=utf-8',
    ]);
  });

  test('comes as gzip to who asks for it', async () => {
    const { headers, body } = await server.ask('/api/v1/pools', { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(body).toString()).pools).toHaveLength(troubled.pools.length);
  });
});

describe('the files of the page', () => {
  test.each([
    ['/status.js', 'text/javascript; charset=utf-8'],
    ['/status.css', 'text/css; charset=utf-8'],
    ['/status.svg', 'image/svg+xml; charset=utf-8'],
  ])('%s is asked for once', async (path, type) => {
    const { code, headers, body } = await server.ask(path);
    expect([code, headers['content-type'], headers['cache-control']]).toEqual([200, type, 'no-cache']);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body.length).toBeLessThan(60_000);
    const again = await server.ask(path, { 'if-none-match': headers.etag });
    expect([again.code, again.body.length]).toEqual([304, 0]);
    expect((await server.ask(path, {}, 'POST')).code).toBe(405);
  });

  test('load nothing from elsewhere', async () => {
    const texts = await Promise.all(
      ['/status.js', '/status.css'].map(async (path) => (await server.ask(path)).body.toString()),
    );
    for (const text of texts) expect(text).not.toMatch(/https?:\/\/|@import|\bimport\b\s*[({'"]/);
  });
});
