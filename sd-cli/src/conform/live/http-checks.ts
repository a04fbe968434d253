/**
 * What can be said of an HTTP-SD endpoint by asking it, while nothing changes: SD-HTTP-1 to SD-HTTP-7.
 */
import { gunzipSync } from 'node:zlib';
import { shardOf } from '@spcs-sd/core';
import type { Check } from './check.ts';
import { scraperHeaders } from './endpoint.ts';
import { exchange, type Exchange, type ExchangeOptions } from './http-exchange.ts';
import { poolLabel, readList } from './reading.ts';

/** Prometheus discovery/http accepts exactly this. */
const acceptedType = /^application\/json(;\s*charset=("utf-8"|utf-8))?$/i;

export function httpChecks(url: URL): readonly Check[] {
  const ask = (options: ExchangeOptions = {}): Promise<Exchange> =>
    exchange(url, { ...options, headers: { ...scraperHeaders, ...options.headers } });
  const part = (
    name: string,
    value: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Exchange> => {
    const of = new URL(url);
    for (const [key, text] of Object.entries({ [name]: value, ...more })) of.searchParams.set(key, text);
    return exchange(of, { headers: scraperHeaders });
  };
  return [
    {
      name: 'the type is the one that Prometheus accepts',
      rules: ['SD-HTTP-1'],
      run: () => typeProblem(ask),
    },
    { name: 'HEAD is GET without its body', rules: ['SD-HTTP-3'], run: () => headProblem(ask) },
    { name: 'other methods are 405 with Allow', rules: ['SD-HTTP-3'], run: () => methodProblem(ask) },
    { name: 'a strong ETag gives 304', rules: ['SD-HTTP-4'], run: () => etagProblem(ask) },
    { name: 'gzip only where it is asked for', rules: ['SD-HTTP-5'], run: () => gzipProblem(ask) },
    {
      name: 'one pool alone, and 404 for an unknown one',
      rules: ['SD-HTTP-6'],
      run: () => poolProblem(ask, part),
    },
    {
      name: 'shares are disjoint, whole, and those of hashmod',
      rules: ['SD-HTTP-7'],
      run: () => shareProblem(ask, part),
    },
  ];
}

type Ask = (options?: ExchangeOptions) => Promise<Exchange>;
type Part = (name: string, value: string, more?: Readonly<Record<string, string>>) => Promise<Exchange>;

async function typeProblem(ask: Ask): Promise<string | undefined> {
  const { headers, body } = await ask();
  const type = headers['content-type'] ?? '';
  if (!acceptedType.test(type)) return `Content-Type is ${JSON.stringify(type)}`;
  if (headers['content-length'] === String(body.length)) return undefined;
  return `Content-Length is ${headers['content-length'] ?? 'missing'}, the body has ${body.length} bytes`;
}

async function headProblem(ask: Ask): Promise<string | undefined> {
  const [get, head] = [await ask(), await ask({ method: 'HEAD' })];
  if (head.status !== 200) return `HEAD is answered with ${head.status}`;
  if (head.body.length > 0) return `HEAD has a body of ${head.body.length} bytes`;
  const length = head.headers['content-length'];
  return length === String(get.body.length) ? undefined : `HEAD says Content-Length ${length ?? 'nothing'}`;
}

async function methodProblem(ask: Ask): Promise<string | undefined> {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const { status, headers } = await ask({ method });
    if (status !== 405) return `${method} is answered with ${status}`;
    if (!/\bGET\b/.test(headers.allow ?? '')) return `${method} has no Allow with GET`;
  }
  return undefined;
}

async function etagProblem(ask: Ask): Promise<string | undefined> {
  const { headers } = await ask();
  const etag = headers.etag ?? '';
  if (!/^"[^"]+"$/.test(etag)) return `ETag is ${JSON.stringify(etag)}`;
  for (const match of [etag, '*', `"other", ${etag}`, `W/${etag}`]) {
    const { status, body } = await ask({ headers: { 'if-none-match': match } });
    if (status !== 304 || body.length > 0) return `If-None-Match: ${match} is answered with ${status}`;
  }
  const other = await ask({ headers: { 'if-none-match': '"other"' } });
  return other.status === 200 ? undefined : `another tag is answered with ${other.status}`;
}

async function gzipProblem(ask: Ask): Promise<string | undefined> {
  const plain = await ask();
  if (plain.headers['content-encoding'] !== undefined) return 'the body is encoded unasked';
  const zipped = await ask({ headers: { 'accept-encoding': 'gzip' } });
  // Without gzip the rule is kept: nothing is compressed unasked.
  if (zipped.headers['content-encoding'] === undefined) return undefined;
  if (!gunzipSync(zipped.body).equals(plain.body)) return 'the gzipped body is another one';
  if (!/accept-encoding/i.test(zipped.headers.vary ?? '')) return 'Vary lacks Accept-Encoding';
  return zipped.headers.etag === plain.headers.etag
    ? 'the gzipped body has the ETag of the plain one'
    : undefined;
}

async function poolProblem(ask: Ask, part: Part): Promise<string | undefined> {
  const groups = groupsOf(await ask());
  const name = groups[0]?.labels[poolLabel] ?? '';
  const one = groupsOf(await part('pool', name.toUpperCase()));
  const wanted = groups.filter(({ labels }) => labels[poolLabel] === name);
  if (JSON.stringify(one) !== JSON.stringify(wanted))
    return `?pool=${name.toUpperCase()} does not give that pool`;
  const { status } = await part('pool', 'no-such-pool');
  return status === 404 ? undefined : `an unknown pool is answered with ${status}`;
}

async function shareProblem(ask: Ask, part: Part): Promise<string | undefined> {
  const whole = groupsOf(await ask()).flatMap(({ targets }) => targets);
  for (const index of [0, 1, 2]) {
    const share = groupsOf(await part('shard', String(index), { of: '3' })).flatMap(({ targets }) => targets);
    const wanted = whole.filter((target) => shardOf(target, 3) === index);
    if (JSON.stringify(share) !== JSON.stringify(wanted)) return `?shard=${index}&of=3 gives other targets`;
  }
  const { status } = await part('shard', '3', { of: '3' });
  return status === 400 ? undefined : `share 3 of 3 is answered with ${status}`;
}

function groupsOf({
  status,
  body,
}: Exchange): Extract<ReturnType<typeof readList>, { kind: 'list' }>['groups'] {
  if (status !== 200) throw new Error(`status ${status}`);
  const reading = readList(body.toString('utf8'));
  if (reading.kind === 'list') return reading.groups;
  throw new Error(reading.why);
}
