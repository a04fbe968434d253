/**
 * `GET /api/v1/pools`: how each pool stands, as JSON; `?pool=NAME` (repeatable) with its targets.
 *
 * The tag stays while nothing was heard, although ages grow: a client that is told so goes on counting.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PoolTargetStatus } from '@spcs-sd/core';
import type { Discovery, DiscoveryStatus } from '@spcs-sd/runtime';
import type { Reply } from '../web/reply.ts';
import { hasTag, pageHeaders, parametersOf } from './headers.ts';
import { acceptsGzip } from './preferences.ts';
import { reportBytes } from './report-bytes.ts';
import { memberReport, poolReporter, reportHead } from './status-report.ts';

export type Observed = Pick<Discovery, 'revision' | 'status' | 'targetsOf'>;

/** In one request; each costs its targets. */
const maxPools = 100;
/** How long everyone gets the same answer while nothing is heard, so that many pages cost as much as one. */
const sharedMs = 500;
const compress = promisify(gzip);

export function createReportReply(
  discovery: Observed,
  version: string,
): (request: IncomingMessage) => Promise<Reply> {
  // Revisions begin anew with the process.
  const start = randomBytes(6).toString('base64url');
  const whole = createShared(sharedMs, () => bodyOf(discovery.status(), version));
  return async ({ url, headers: asked }) => {
    const pools = parametersOf(url).getAll('pool');
    const members = membersOf(discovery, pools);
    if ('code' in members) return members;
    const revision = discovery.revision();
    const etag = `W/"${start}-${revision}"`;
    const headers = { ...pageHeaders, ETag: etag, Vary: 'Accept-Encoding' };
    if (hasTag(asked['if-none-match'], etag)) return { code: 304, body: '', headers };
    const body = await (pools.length === 0 ? whole(revision) : bodyOf(discovery.status(), version, members));
    const contentType = 'application/json; charset=utf-8';
    if (!acceptsGzip(asked['accept-encoding'])) return { code: 200, body, contentType, headers };
    // Speed before size: the next answer comes in seconds.
    const zipped = await compress(body, { level: 1 });
    return { code: 200, body: zipped, contentType, headers: { ...headers, 'Content-Encoding': 'gzip' } };
  };
}

type Members = ReadonlyMap<string, readonly PoolTargetStatus[]>;

/** With `members` these pools alone, and their targets one by one. */
function bodyOf(status: DiscoveryStatus, version: string, members?: Members): Promise<Uint8Array> {
  const head = reportHead(status, { version, at: new Date() });
  const reportOf = poolReporter(status);
  if (members === undefined) return reportBytes(head, status.pools, reportOf);
  const chosen = status.pools.filter(({ pool }) => members.has(pool));
  return reportBytes(head, chosen, (pool) => ({
    ...reportOf(pool),
    members: (members.get(pool.pool) ?? []).map(memberReport),
  }));
}

function membersOf(discovery: Pick<Discovery, 'targetsOf'>, pools: readonly string[]): Members | Reply {
  if (pools.length > maxPools) return { code: 400, body: `"pool" may be given ${maxPools} times at most.\n` };
  const members = new Map<string, readonly PoolTargetStatus[]>();
  for (const name of pools.map((text) => text.toLowerCase())) {
    const targets = discovery.targetsOf(name);
    if (targets === undefined) return { code: 404, body: `There is no pool ${shown(name)}.\n` };
    members.set(name, targets);
  }
  return members;
}

/** Quoted and short: the answer repeats what the client sent. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}

/** What was made for this key a moment ago, or made now. */
function createShared<T>(forMs: number, make: () => Promise<T>): (key: number) => Promise<T> {
  let last: { readonly key: number; readonly madeAtMs: number; readonly made: Promise<T> } | undefined;
  return (key) => {
    const nowMs = performance.now();
    if (last === undefined || last.key !== key || nowMs - last.madeAtMs > forMs) {
      last = { key, madeAtMs: nowMs, made: make() };
    }
    return last.made;
  };
}
