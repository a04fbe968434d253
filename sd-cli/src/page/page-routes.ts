/**
 * The paths of the page: `/status` with its files, `/api/v1/pools`, and `/` for browsers.
 */
import type { HttpSdHandler } from '@spcs-sd/http-adapter';
import { packageVersion } from '../version.ts';
import type { Reply } from '../web/reply.ts';
import type { Route, Routes } from '../web/router.ts';
import { assetReplies } from './assets.ts';
import { parametersOf } from './headers.ts';
import { prefersHtml } from './preferences.ts';
import type { Observed } from './report-reply.ts';

/** `httpSd` answers at `/` for everyone but browsers; without it there is nothing for them. */
export function pageRoutes(discovery: Observed, httpSd: HttpSdHandler | undefined): Routes {
  const replies = loadReplies(discovery, httpSd !== undefined);
  // That they cannot be made is told to those who ask.
  replies.catch(() => undefined);
  const page = { kind: 'page', reply: async (request: Asked) => (await replies).page(request) } as const;
  const others = httpSd && ({ kind: 'handler', handle: httpSd } as const);
  return new Map<string, Route>([
    ['/', { kind: 'choice', vary: 'Accept', choose: (request) => (wantsPage(request) ? page : others) }],
    ['/status', page],
    ['/api/v1/pools', { kind: 'page', reply: async (request) => (await replies).report(request) }],
    ...[...assetReplies()].map(([path, reply]) => [`/${path}`, { kind: 'page', reply }] as const),
  ]);
}

interface Replies {
  readonly page: (request: Asked) => Reply;
  readonly report: (request: Asked) => Promise<Reply>;
}

/**
 * What makes them is read from the disk once the program listens, and not at the first request: by then
 * another version may be installed in its place.
 */
async function loadReplies(discovery: Observed, servesTargets: boolean): Promise<Replies> {
  await new Promise((resolve) => setImmediate(resolve));
  const [{ createPageReply }, { createReportReply }] = await Promise.all([
    import('./page-reply.ts'),
    import('./report-reply.ts'),
  ]);
  const version = packageVersion();
  return {
    page: createPageReply(discovery, { version, servesTargets }),
    report: createReportReply(discovery, version),
  };
}

type Asked = Parameters<Extract<Route, { readonly kind: 'choice' }>['choose']>[0];

/** Who names pools or a shard asks for targets, whatever else it would like. */
function wantsPage({ headers, url }: Asked): boolean {
  const parameters = parametersOf(url);
  const asksTargets = ['pool', 'shard', 'of'].some((name) => parameters.has(name));
  return prefersHtml(headers.accept) && !asksTargets;
}
