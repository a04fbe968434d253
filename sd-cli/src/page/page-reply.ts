/**
 * `GET /status`: the page, whole as it stands; scripts in it keep it fresh.
 */
import type { IncomingMessage } from 'node:http';
import type { Reply } from '../web/reply.ts';
import { documentOf } from './document.ts';
import { contentSecurityPolicy, pageHeaders, parametersOf } from './headers.ts';
import { placeOf } from './place.ts';
import type { Observed } from './report-reply.ts';
import { statusReport } from './status-report.ts';
import { parseQuery } from './view/query.ts';
import { rowsOf } from './view/rows.ts';
import { totalsOf } from './view/totals.ts';

export interface PageOptions {
  readonly version: string;
  /** `/targets` is there, too. */
  readonly servesTargets: boolean;
}

/** Each answer costs O(n log n) in the pools. */
export function createPageReply(
  discovery: Observed,
  { version, servesTargets }: PageOptions,
): (request: IncomingMessage) => Reply {
  return (request) => {
    const report = statusReport(discovery.status(), { version, at: new Date() });
    const query = parseQuery(parametersOf(request.url));
    const open = query.open.map((pool) => [pool, discovery.targetsOf(pool) ?? []] as const);
    const body = documentOf({
      report,
      totals: totalsOf(report),
      rows: rowsOf(report.pools, query),
      query,
      elapsedMs: 0,
      members: new Map(open),
      place: placeOf(request, servesTargets),
      live: null,
    });
    const headers = { ...pageHeaders, 'Content-Security-Policy': contentSecurityPolicy };
    return { code: 200, body, contentType: 'text/html; charset=utf-8', headers };
  };
}
