/** The listener and the router on real sockets. */
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Result } from '../result.ts';
import { parseListenAddress } from './listen-address.ts';
import { createRouter, type Route, type Routes } from './router.ts';
import { openWeb, type Web } from './web.ts';

describe('a listen address', () => {
  test.each([
    ['127.0.0.1:9003', { host: '127.0.0.1', port: 9003 }],
    ['[::1]:9003', { host: '::1', port: 9003 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
    [':9003', { port: 9003 }],
    ['127.0.0.1', undefined],
    ['::1:9003', undefined],
    ['[127.0.0.1]:9003', undefined],
    ['a:65536', undefined],
    ['a:', undefined],
    ['a b:1', undefined],
  ])('%s', (text, expected) => {
    expect(parseListenAddress(text)).toEqual(expected);
  });
});

let web: Web | undefined;
afterEach(async () => {
  await web?.close();
  web = undefined;
});

function open(listenAddress: string, drainMs?: number): Promise<Result<Web>> {
  const nothing = (): void => undefined;
  const hooks = { log: nothing, onEvent: nothing, onError: nothing };
  return openWeb({ listenAddress, ...hooks, ...(drainMs !== undefined && { drainMs }) });
}

async function listen(handler: RequestListener, drainMs = 5_000): Promise<string> {
  const opened = await open('127.0.0.1:0', drainMs);
  if (opened.kind === 'failed') throw new Error(opened.lines.join('\n'));
  web = opened.value;
  web.serve(handler);
  return `http://${web.address}`;
}

describe('the listener', () => {
  test('says what is wrong when the port is taken', async () => {
    const url = await listen(() => undefined);
    const text = url.slice('http://'.length);
    expect(await open(text)).toEqual({
      kind: 'failed',
      exitCode: 1,
      lines: [
        `cannot listen on ${text}: another program listens there: stop it, or choose another --web.listen-address`,
      ],
    });
  });

  test('lets an answer under way finish, and then closes its connection', async () => {
    let finish = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let answer = (): void => undefined;
    const url = await listen((_, response) => {
      answer = () => response.end('whole');
      finish();
      // The bound is far away: only the end of the answer can close the connection in time.
    }, 600_000);
    const response = fetch(url);
    await asked;
    const closed = web?.close();
    answer();
    expect((await response).headers.get('connection')).toBe('close');
    expect(await (await response).text()).toBe('whole');
    await closed;
    await expect(fetch(url)).rejects.toThrow();
    web = undefined;
  });

  test('waits for nobody longer than its bound', async () => {
    const url = await listen(() => undefined, 50);
    const silent = connect(Number(new URL(url).port), '127.0.0.1');
    silent.on('error', () => undefined);
    silent.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(silent, 'connect');
    // The server may end it with a reset, which `once` would take for a failure.
    const closed = new Promise((resolve) => silent.once('close', resolve));
    await web?.close();
    await closed;
    web = undefined;
  });
});

describe('the router', () => {
  const errors: unknown[] = [];
  const routes: Routes = new Map<string, Route>([
    ['/all', { kind: 'handler', handle: (_, response) => void response.end('all') }],
    ['/page', { kind: 'page', reply: () => ({ code: 200, body: 'pâge' }) }],
    ['/act', { kind: 'action', reply: () => Promise.resolve({ code: 200, body: 'done' }) }],
    ['/bad', { kind: 'page', reply: () => Promise.reject(new Error('secret')) }],
  ]);
  const router = createRouter(routes, (error) => errors.push(error));

  test.each([
    ['GET', '/all', 200, 'all', null],
    ['PUT', '/all?x=1', 200, 'all', null],
    ['GET', '/page', 200, 'pâge', null],
    ['GET', '/page?x=/y', 200, 'pâge', null],
    ['HEAD', '/page', 200, '', null],
    ['POST', '/page', 405, 'POST is not allowed here: use GET, HEAD.\n', 'GET, HEAD'],
    ['POST', '/act', 200, 'done', null],
    ['GET', '/act', 405, 'GET is not allowed here: use POST.\n', 'POST'],
    ['GET', '/page/', 404, 'Nothing here. There is: /all, /page, /act, /bad\n', null],
    ['GET', '/bad', 500, 'No answer: it could not be made. Look at the log.\n', null],
  ])('%s %s → %i', async (method, path, code, body, allow) => {
    const url = await listen(router);
    const response = await fetch(`${url}${path}`, { method });
    expect([response.status, await response.text(), response.headers.get('allow')]).toEqual([
      code,
      body,
      allow,
    ]);
  });

  test('tells why a reply could not be made, but not the client', () => {
    expect(errors).toEqual([new Error('secret')]);
  });
});
