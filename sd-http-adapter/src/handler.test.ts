import { gunzipSync } from 'node:zlib';
import { encodeTargetGroups } from '@spcs-sd/core';
import type { Snapshot } from '@spcs-sd/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHttpSd } from './handler.ts';
import type { Answered, HttpSdOptions } from './handler.ts';
import { startServer } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';
import {
  expiredSnapshot,
  groupOf,
  readySnapshot,
  snapshotFeed,
  waitingSnapshot,
} from './testing/snapshots.ts';
import type { SnapshotFeed } from './testing/snapshots.ts';

const a = groupOf('a', ['127.0.0.1:9001', '127.0.0.2:9001', '127.0.0.3:9001']);
const b = groupOf('b', ['127.0.1.1:9001']);
const both = readySnapshot([a, b], { pools: ['a', 'b', 'empty'] });

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serving(
  options: HttpSdOptions,
  ...snapshots: readonly Snapshot[]
): Promise<TestServer & { readonly feed: SnapshotFeed }> {
  const feed = snapshotFeed();
  server = await startServer(createHttpSd(feed.snapshots, options));
  for (const snapshot of snapshots) await feed.give(snapshot);
  return { ...server, feed };
}

describe('a ready snapshot', () => {
  test('is answered with the canonical bytes and the type that Prometheus accepts', async () => {
    const { ask } = await serving({}, both);
    const { code, headers, body } = await ask('/targets');
    expect(code).toBe(200);
    expect(body.toString()).toBe(encodeTargetGroups([a, b]));
    expect(headers['content-type']).toMatch(/^(?:application\/json(?:;\s*charset=(?:"utf-8"|utf-8))?)$/i);
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['transfer-encoding']).toBeUndefined();
    expect(headers.vary).toBe('Accept-Encoding');
    expect(headers.etag).toMatch(/^"[\w-]+"$/);
  });

  test('says by which header it was chosen, where its caller has said so', async () => {
    const feed = snapshotFeed();
    const handler = createHttpSd(feed.snapshots);
    server = await startServer((request, response) => {
      response.setHeader('Vary', 'Accept');
      handler(request, response);
    });
    expect((await server.ask('/')).headers.vary).toBe('Accept');
    await feed.give(both);
    expect((await server.ask('/')).headers.vary).toBe('Accept, Accept-Encoding');
  });

  test('without targets is an empty array', async () => {
    const { ask } = await serving({}, readySnapshot([]));
    expect((await ask('/')).body.toString()).toBe('[]\n');
  });

  test('is answered on every path, with any headers a scraper adds', async () => {
    const { ask } = await serving({}, both);
    const answer = await ask('/any/where?nocache=1', { 'X-Prometheus-Refresh-Interval-Seconds': 'soon' });
    expect(answer.code).toBe(200);
  });

  test('gives way to the next one at once', async () => {
    const { ask, feed } = await serving({}, both);
    const before = await ask('/');
    await feed.give(readySnapshot([b]));
    const after = await ask('/', { 'If-None-Match': before.headers.etag });
    expect(after.code).toBe(200);
    expect(after.body.toString()).toBe(encodeTargetGroups([b]));
    expect(after.headers.etag).not.toBe(before.headers.etag);
  });

  test('stays when the stream ends', async () => {
    const { ask, feed } = await serving({}, both);
    feed.end();
    expect((await ask('/')).code).toBe(200);
  });
});

describe('conditional and compressed requests', () => {
  test.each([{}, { 'Accept-Encoding': 'gzip' }])('304 for the tag that %j gave', async (headers) => {
    const { ask } = await serving({}, both);
    const { etag } = (await ask('/', headers)).headers;
    const again = await ask('/', { ...headers, 'If-None-Match': `"other", W/${etag}` });
    expect(again.code).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers.etag).toBe(etag);
    expect(again.headers.vary).toBe('Accept-Encoding');
    expect(again.headers['content-type']).toBeUndefined();
    expect((await ask('/', { ...headers, 'If-None-Match': '*' })).code).toBe(304);
    expect((await ask('/', { ...headers, 'If-None-Match': '"other"' })).code).toBe(200);
  });

  test('gzip and plain have different tags, and the same content', async () => {
    const { ask } = await serving({}, both);
    const plain = await ask('/');
    const gzip = await ask('/', { 'Accept-Encoding': 'gzip, deflate' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gzip.headers['content-length']).toBe(String(gzip.body.length));
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect(gzip.headers.etag).not.toBe(plain.headers.etag);
    expect((await ask('/', { 'Accept-Encoding': 'gzip', 'If-None-Match': plain.headers.etag })).code).toBe(
      200,
    );
  });

  test('406 when neither coding is wanted', async () => {
    const { ask } = await serving({}, both);
    const answer = await ask('/', { 'Accept-Encoding': 'identity;q=0' });
    expect(answer.code).toBe(406);
    expect(answer.headers.vary).toBe('Accept-Encoding');
  });
});

describe('methods', () => {
  test.each([
    ['/', {}],
    ['/', { 'Accept-Encoding': 'gzip' }],
    ['/?pool=a&shard=0&of=2', {}],
    ['/?pool=nobody', {}],
    ['/?shard=9&of=2', {}],
    ['/', { 'Accept-Encoding': '*;q=0' }],
    ['/', { 'If-None-Match': '*' }],
  ])('HEAD %s %j has the headers of GET and no body', async (path, headers) => {
    const { ask } = await serving({}, both);
    const { date: _, ...get } = (await ask(path, headers)).headers;
    const head = await ask(path, headers, 'HEAD');
    const { date: __, ...headHeaders } = head.headers;
    expect(headHeaders).toEqual(get);
    expect(head.body).toHaveLength(0);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is not allowed', async (method) => {
    const { ask } = await serving({}, both);
    const answer = await ask('/targets', {}, method);
    expect(answer.code).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD');
  });
});

describe('without a list to give', () => {
  test.each([
    [[], 'has just started'],
    [[waitingSnapshot({ listUnknown: true })], 'the pool list has not been read'],
    [[waitingSnapshot({ unknownPools: ['a'] })], 'no answer so far for pool "a"'],
    [
      [waitingSnapshot({ unknownPools: Array.from({ length: 12 }, (_, n) => `p${n}`) })],
      'pools "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9" and 2 more',
    ],
    [[waitingSnapshot({ emptyUnconfirmed: true })], 'an empty list needs a confirmation'],
    [[both, expiredSnapshot()], 'confirmed within the maximum age'],
  ])('503 with Retry-After and a reason (%#)', async (snapshots, reason) => {
    const { ask } = await serving({ retryAfterSeconds: 7 }, ...snapshots);
    for (const headers of [{}, { 'If-None-Match': '*' }, { 'Accept-Encoding': 'gzip' }]) {
      const answer = await ask('/targets', headers);
      expect(answer.code).toBe(503);
      expect(answer.headers['retry-after']).toBe('7');
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.body.toString()).toContain(reason);
    }
  });

  test('503 once the snapshots have thrown, and the error is reported', async () => {
    const onError = vi.fn();
    const { ask, feed } = await serving({ onError }, both);
    const error = new Error('broken on purpose');
    feed.fail(error);
    await vi.waitFor(() => expect(onError).toHaveBeenCalledExactlyOnceWith(error));
    const answer = await ask('/');
    expect(answer.code).toBe(503);
    expect(answer.body.toString()).toContain('stopped with an error');
  });
});

describe('parts', () => {
  test('one pool, several pools, in any case', async () => {
    const { ask } = await serving({}, both);
    expect((await ask('/?pool=B')).body.toString()).toBe(encodeTargetGroups([b]));
    expect((await ask('/?pool=b&pool=a')).body.toString()).toBe(encodeTargetGroups([a, b]));
    expect((await ask('/?pool=empty')).body.toString()).toBe('[]\n');
  });

  test('an unknown pool is 404 and named, so that a scraper keeps its list', async () => {
    const { ask } = await serving({}, both);
    const answer = await ask('/?pool=a&pool=nobody%0A');
    expect(answer.code).toBe(404);
    expect(answer.body.toString()).toBe('There is no pool "nobody\\n" among the 3 known pools.\n');
  });

  test('pools that never answered are 503, never an empty list', async () => {
    const incomplete = readySnapshot([a, b], {
      complete: false,
      unknownPools: ['late', 'later'],
      pools: ['a', 'b', 'empty', 'late', 'later'],
    });
    const { ask } = await serving({}, incomplete);
    expect((await ask('/')).code).toBe(200);
    expect((await ask('/?pool=a&pool=late')).code).toBe(200);
    expect((await ask('/?pool=empty')).code).toBe(200);
    expect((await ask('/?pool=empty&pool=late')).code).toBe(503);
    expect((await ask('/?pool=a&pool=late&pool=later')).code).toBe(503);
    const late = await ask('/?pool=late');
    expect(late.code).toBe(503);
    expect(late.headers['retry-after']).toBe('5');
    expect(late.body.toString()).toContain('"late"');
  });

  test('shards are disjoint, and together they are the whole', async () => {
    const { ask } = await serving({}, both);
    const shards = await Promise.all([0, 1, 2].map((index) => ask(`/?shard=${index}&of=3`)));
    const targets = shards.flatMap(({ body }) =>
      (JSON.parse(body.toString()) as { targets: string[] }[]).flatMap((group) => group.targets),
    );
    expect(targets.toSorted()).toEqual([...a.targets, ...b.targets].toSorted());
  });

  test('a wrong shard is 400 and says what is expected', async () => {
    const { ask } = await serving({}, both);
    const answer = await ask('/?shard=3&of=3');
    expect(answer.code).toBe(400);
    expect(answer.body.toString()).toContain('from 0 to 2');
  });
});

describe('what is reported', () => {
  test('each answer once, with its code and bytes', async () => {
    const answers: Answered[] = [];
    const { ask } = await serving({ onAnswer: (answered) => answers.push(answered) }, both);
    const { body, headers } = await ask('/');
    await ask('/', { 'If-None-Match': headers.etag });
    await ask('/', {}, 'HEAD');
    await ask('/?pool=nobody');
    expect(answers.map(({ code }) => code)).toEqual([200, 304, 200, 404]);
    expect(answers.map(({ bytes }) => bytes).slice(0, 3)).toEqual([body.length, 0, 0]);
    expect(answers.every(({ aborted, durationMs }) => !aborted && durationMs >= 0)).toBe(true);
  });

  test('a callback that throws reaches onError, and the answer is whole', async () => {
    const onError = vi.fn();
    const onAnswer = (): void => {
      throw new Error('in the callback');
    };
    const { ask } = await serving({ onAnswer, onError }, both);
    expect((await ask('/')).code).toBe(200);
    expect(onError).toHaveBeenCalledOnce();
  });
});
