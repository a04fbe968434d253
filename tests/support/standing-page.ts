/**
 * The page over discoveries that stand still, on a server of this process: any state is one call away.
 */
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import { pageRoutes } from '../../sd-cli/src/page/page-routes.ts';
import { standing, starting } from '../../sd-cli/src/page/testing/statuses.ts';
import { createRouter } from '../../sd-cli/src/web/router.ts';
import { startServer } from '../../sd-http-adapter/src/testing/server.ts';

export interface StandingPage {
  /** With a path and a query, without a slash before it. */
  url(path?: string): string;
  /** What discovery says from now on. */
  become(next: DiscoveryStatus): void;
  close(): Promise<void>;
}

export async function startStandingPage(): Promise<StandingPage> {
  let status = starting;
  let revision = 1;
  const discovery = standing(
    () => status,
    () => revision,
  );
  const routes = pageRoutes(discovery, (_, response) => void response.end('[]'));
  const server = await startServer(createRouter(routes, () => undefined));
  return {
    url: (path = 'status') => `http://127.0.0.1:${server.port}/${path}`,
    become(next) {
      status = next;
      revision += 1;
    },
    close: () => server.close(),
  };
}
