/**
 * The paths of the page: `/status` with its files, `/api/v1/pools`, and `/` for browsers.
 */
import type { HttpSdHandler } from '@spcs-sd/http-adapter';
import { packageVersion } from '../version.ts';
import type { Route, Routes } from '../web/router.ts';
import { assetReplies } from './assets.ts';
import { parametersOf } from './headers.ts';
import { createPageReply } from './page-reply.ts';
import { prefersHtml } from './preferences.ts';
import { createReportReply, type Observed } from './report-reply.ts';

/** `httpSd` answers at `/` for everyone but browsers; without it there is nothing for them. */
export function pageRoutes(discovery: Observed, httpSd: HttpSdHandler | undefined): Routes {
  const version = packageVersion();
  const page = {
    kind: 'page',
    reply: createPageReply(discovery, { version, servesTargets: httpSd !== undefined }),
  } as const;
  const others = httpSd && ({ kind: 'handler', handle: httpSd } as const);
  return new Map<string, Route>([
    ['/', { kind: 'choice', vary: 'Accept', choose: (request) => (wantsPage(request) ? page : others) }],
    ['/status', page],
    ['/api/v1/pools', { kind: 'page', reply: createReportReply(discovery, version) }],
    ...[...assetReplies()].map(([path, reply]) => [`/${path}`, { kind: 'page', reply }] as const),
  ]);
}

type Asked = Parameters<Extract<Route, { readonly kind: 'choice' }>['choose']>[0];

/** Who names pools or a shard asks for targets, whatever else it would like. */
function wantsPage({ headers, url }: Asked): boolean {
  const parameters = parametersOf(url);
  const asksTargets = ['pool', 'shard', 'of'].some((name) => parameters.has(name));
  return prefersHtml(headers.accept) && !asksTargets;
}
