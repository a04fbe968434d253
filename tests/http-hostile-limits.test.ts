/**
 * Every size, time and number that a client may take, and what happens beyond: the connection ends, the
 * others go on. Each with bounds small enough to be reached at once.
 */
import { writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { makeCertificate } from './support/certificates.ts';
import { needs } from './support/needs.ts';
import { exchange, rawClient, statusOf, type RawClient } from './support/raw-client.ts';
import { tempFolder } from './support/temp.ts';
import { startWeb, type TestWeb } from './support/web.ts';

const bound = { timeout: 20_000, interval: 10 };
const large = Buffer.alloc(8 * 1024 * 1024, 'x');

const handler: RequestListener = (request, response) => {
  if (request.url === '/never') return;
  response.setHeader('Content-Type', 'text/plain');
  response.end(request.url === '/large' ? large : 'answer');
};

const get = (path = '/', ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');

/** Long enough for any machine to have read what came. */
const patient = { headersTimeout: 3_000, requestTimeout: 3_000, connectionsCheckingInterval: 50 };

let web: TestWeb;
let hasty: TestWeb;

/** One that sends nothing wrong gets its answer, whatever the others do. */
async function scrape({ port }: TestWeb = web): Promise<string> {
  const received = await exchange(port, get());
  return received.slice(received.lastIndexOf('\n') + 1);
}

async function ended(client: RawClient): Promise<string> {
  await client.closed;
  return client.received();
}

const sizes = { maxHeaderSize: 2_000, maxUrlLength: 500, maxBodySize: 10_000, maxPipelined: 4 };

/** So short that a busy machine may reach them before it has read what came: what is tested is the end. */
const times = {
  headersTimeout: 300,
  requestTimeout: 600,
  keepAliveTimeout: 100,
  silentClientTimeout: 500,
  connectionsCheckingInterval: 50,
};

beforeAll(async () => {
  web = await startWeb({ handler, limits: sizes });
  hasty = await startWeb({ handler, limits: times });
});
afterAll(async () => {
  await Promise.all([web?.close(), hasty?.close()]);
});

describe.concurrent('a request', () => {
  test.each([
    ['as it should be', get(), 200],
    ['of the longest URL', get(`/${'u'.repeat(499)}`), 200],
    ['of a longer URL', get(`/${'u'.repeat(500)}`), 414],
    ['of large headers', get('/', `X: ${'h'.repeat(2_000)}`), 431],
    ['of many headers', get('/', ...Array.from({ length: 1_000 }, (_, n) => `X${n}: y`)), 431],
    ['with a body', `${get('/', 'Content-Length: 10000')}${'b'.repeat(10_000)}`, 200],
    ['with a large body', get('/', 'Content-Length: 10001'), 413],
    ['with a body of a size that is none', get('/', 'Content-Length: 1e9'), 400],
    ['with two sizes', get('/', 'Content-Length: 1', 'Content-Length: 2'), 400],
    ['with a size and chunks', get('/', 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400],
    ['with a body that waits to be wanted', get('/', 'Content-Length: 9', 'Expect: 100-continue'), 200],
    ['with a large body that waits', get('/', 'Content-Length: 10001', 'Expect: 100-continue'), 413],
    ['with another expectation', get('/', 'Expect: more'), 417],
    ['without a host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['of another protocol', get('/', 'Connection: Upgrade', 'Upgrade: h2c'), 200],
    ['for a tunnel', 'CONNECT 192.0.2.1:80 HTTP/1.1\r\nHost: x\r\n\r\n', 0],
    ['of no method', get().replace('GET', 'GOT'), 400],
    ['of no version', get().replace('HTTP/1.1', 'HTTP/7.3'), 400],
    ['in HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['in TLS', Buffer.from('16030100050100000100', 'hex'), 400],
    ['with a line of its own in a header', get('/', 'X: a\nY: b'), 400],
    ['with a zero byte', get('/', 'X: a\0b'), 400],
    ['that ends too early', 'GET / HTTP/1.1\r\nHost', 400],
  ] as const)('%s', async (_what, bytes, status) => {
    expect(statusOf(await exchange(web.port, bytes))).toBe(status);
  });

  test('that waits to be wanted is told at once, and what comes next is not taken for a request', async () => {
    const client = await rawClient(web.port);
    client.send(get('/', 'Content-Length: 9', 'Expect: 100-continue'));
    const received = await ended(client);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\nConnection: close\r\n/);
  });

  test('with an endless body ends with its connection', async () => {
    const client = await rawClient(web.port);
    client.send(get('/never', 'Transfer-Encoding: chunked'));
    const chunk = `1000\r\n${'b'.repeat(4_096)}\r\n`;
    for (let sent = 0; sent < 10; sent++) client.send(chunk);
    expect(await ended(client)).toBe('');
    expect(web.count('request-refused', 'body-too-large')).toBeGreaterThan(0);
  });

  test('that comes byte by byte has to be done in time, also after an answer', async () => {
    const client = await rawClient(hasty.port);
    client.send(`${get()}GET / HTTP/1.1\r\nHost: x\r\nX: `);
    const dripping = setInterval(() => client.send('y'), 20);
    const received = await ended(client);
    clearInterval(dripping);
    expect(received).toMatch(/HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
    expect(hasty.count('request-refused', 'timeout')).toBeGreaterThan(0);
  });

  test('whose body never comes has to be done in time', async () => {
    const own = await startWeb({ handler, limits: patient });
    const client = await rawClient(own.port);
    client.send(get('/never', 'Content-Length: 5'));
    expect(await ended(client), 'an answer is under way: nothing may come between').toBe('');
    expect(own.count('request-refused', 'timeout')).toBe(1);
    await own.close();
  });

  test('that never comes is not waited for', async () => {
    expect(statusOf(await ended(await rawClient(hasty.port)))).toBe(408);
  });

  test('that is the last for long ends its connection', async () => {
    const client = await rawClient(hasty.port);
    client.send(get());
    expect(await ended(client)).toMatch(/^HTTP\/1\.1 (200|408) /);
  });

  test('whose answer nobody takes ends with its connection', async () => {
    const own = await startWeb({ handler, limits: times });
    const client = await rawClient(own.port);
    client.socket.pause();
    client.send(get('/large'));
    await vi.waitFor(() => expect(own.events).toContainEqual({ kind: 'connections', count: 0 }), bound);
    client.socket.resume();
    await client.closed;
    expect(client.socket.bytesRead).toBeLessThan(large.length);
    await own.close();
  });

  test('before the answers to earlier ones is taken up to a number', async () => {
    expect((await exchange(web.port, get().repeat(4))).match(/HTTP\/1\.1 200/g)).toHaveLength(4);
    const client = await rawClient(web.port);
    client.send(get('/never').repeat(100));
    expect(await ended(client)).toBe('');
    expect(web.count('request-refused', 'pipelined')).toBeGreaterThan(0);
  });

  test('with nothing wrong is answered all the while', async () => {
    expect(await scrape()).toBe('answer');
  });
});

describe.concurrent('however many connect', () => {
  test('and do nothing, a scrape gets through, and a scraper keeps its connection', async () => {
    const few = await startWeb({ handler, limits: { maxConnections: 50 } });
    const scraper = await rawClient(few.port);
    scraper.send(get());
    await vi.waitFor(() => expect(scraper.received()).toMatch(/answer$/), bound);
    const idle = await Promise.all(Array.from({ length: 300 }, () => rawClient(few.port)));
    expect(await scrape(few)).toBe('answer');
    scraper.send(get());
    await vi.waitFor(() => expect(scraper.received()).toMatch(/answer[\s\S]*answer$/), bound);
    const counts = few.events.flatMap((event) => (event.kind === 'connections' ? [event.count] : []));
    expect(Math.max(...counts)).toBe(50);
    expect(few.count('connection-evicted')).toBeGreaterThanOrEqual(251);
    for (const client of [scraper, ...idle]) client.destroy();
    await few.close();
    expect(few.events.filter(({ kind }) => kind === 'connections').at(-1)).toMatchObject({ count: 0 });
  });

  test('and send slowly, or take slowly, a scrape gets through', async () => {
    const busy = await startWeb({ handler, limits: { maxConnections: 40, maxUnsentSize: 40 * 1024 * 1024 } });
    const slow = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const client = await rawClient(busy.port);
        client.socket.pause();
        client.send(n % 2 === 0 ? 'GET / HTTP/1.1\r\nX: ' : get('/large'));
        return client;
      }),
    );
    expect(await scrape(busy)).toBe('answer');
    await vi.waitFor(() => expect(busy.count('connection-evicted')).toBeGreaterThan(20), bound);
    expect(await scrape(busy)).toBe('answer');
    for (const client of slow) client.destroy();
    await busy.close();
  });
});

needs('openssl').test('a handshake that never ends is not waited for', async () => {
  const folder = await tempFolder('handshake');
  await makeCertificate(folder, 'server');
  const configFile = folder.file('web.yml');
  await writeFile(
    configFile,
    stringify({ tls_server_config: { cert_file: 'server.pem', key_file: 'server.key' } }),
  );
  const secure = await startWeb({ configFile, limits: { tlsHandshakeTimeout: 100 } });
  const silent = await rawClient(secure.port);
  const half = await rawClient(secure.port);
  half.send(Buffer.from('160301', 'hex'));
  await Promise.all([silent.closed, half.closed]);
  expect(secure.count('tls-failed', 'handshake')).toBe(2);
  await secure.close();
  await folder.remove();
});
