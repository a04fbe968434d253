/**
 * Every path that the program answers.
 */
import type { HttpSdHandler } from '@spcs-sd/http-adapter';
import type { Discovery } from '@spcs-sd/runtime';
import type { Metrics } from '../metrics/metrics.ts';
import { pageRoutes } from '../page/page-routes.ts';
import type { Result } from '../result.ts';
import type { Reply } from './reply.ts';
import type { Route, Routes } from './router.ts';
import { sharedReply } from './shared-reply.ts';

export interface RouteParts {
  readonly discovery: Pick<Discovery, 'ready' | 'revision' | 'status' | 'targetsOf'>;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Answers for targets; absent where the listener is for health and metrics alone. */
  readonly httpSd?: HttpSdHandler;
  /** Reads the configuration again; absent without the lifecycle flag. */
  readonly reload?: () => Promise<Result<undefined>>;
}

export function createRoutes({ discovery, metrics, httpSd, reload }: RouteParts): Routes {
  const routes = new Map<string, Route>();
  if (httpSd !== undefined) routes.set('/targets', { kind: 'handler', handle: httpSd });
  for (const [path, route] of pageRoutes(discovery, httpSd)) routes.set(path, route);
  routes.set(
    '/metrics',
    page(
      sharedReply(async () => ({
        code: 200,
        body: await metrics.text(discovery.status()),
        contentType: metrics.contentType,
      })),
    ),
  );
  routes.set(
    '/-/healthy',
    page(() => ({ code: 200, body: 'spcs-sd is healthy.\n' })),
  );
  routes.set(
    '/-/ready',
    page(() => (discovery.ready() ? isReady : isNotReady)),
  );
  if (reload !== undefined) {
    routes.set('/-/reload', { kind: 'action', reply: async () => reloadReply(await reload()) });
  }
  return routes;
}

function page(reply: () => Reply | Promise<Reply>): Route {
  return { kind: 'page', reply };
}

const isReady: Reply = { code: 200, body: 'spcs-sd is ready.\n' };
const isNotReady: Reply = {
  code: 503,
  body: 'spcs-sd is not ready: it has no list of targets to give. /status says why.\n',
};

function reloadReply(result: Result<undefined>): Reply {
  switch (result.kind) {
    case 'ok':
      return { code: 200, body: 'The configuration was read again and taken over.\n' };
    case 'failed':
      return {
        code: 500,
        body: `The configuration was not taken over, the old one stays:\n${result.lines.join('\n')}\n`,
      };
  }
}
