/**
 * The program's listener inside the test's own process, with its log and events kept.
 */
import type { RequestListener } from 'node:http';
import type { LogLine } from '../../sd-cli/src/logging/logger.ts';
import type { WebEvent } from '../../sd-cli/src/web/event.ts';
import type { WebLimits } from '../../sd-cli/src/web/limits.ts';
import { openWeb, type Web } from '../../sd-cli/src/web/web.ts';

export interface TestWeb {
  readonly web: Web;
  readonly port: number;
  /** All so far. */
  readonly log: readonly LogLine[];
  readonly events: readonly WebEvent[];
  /** How many events there were of this kind, and for this reason where one is given. */
  count(kind: WebEvent['kind'], why?: string): number;
  close(): Promise<void>;
}

export interface TestWebOptions {
  readonly configFile?: string;
  readonly handler?: RequestListener;
  readonly limits?: Partial<WebLimits>;
  readonly listenAddress?: string;
  readonly drainMs?: number;
}

const echo: RequestListener = (_, response) => {
  response.end('answer');
};

/** Looks at its files often. Rejects with what is wrong with the configuration. */
export async function startWeb(options: TestWebOptions = {}): Promise<TestWeb> {
  const { configFile, handler = echo, limits, listenAddress = '127.0.0.1:0', drainMs } = options;
  const log: LogLine[] = [];
  const events: WebEvent[] = [];
  const errors: unknown[] = [];
  const opened = await openWeb({
    listenAddress,
    ...(configFile !== undefined && { configFile }),
    ...(limits !== undefined && { limits }),
    ...(drainMs !== undefined && { drainMs }),
    lookEachMs: 10,
    log: (line) => log.push(line),
    onEvent: (event) => events.push(event),
    onError: (error) => errors.push(error),
  });
  if (opened.kind === 'failed') throw new Error(opened.lines.join('\n'));
  const web = opened.value;
  web.serve(handler);
  return {
    web,
    port: Number(/:(\d+)$/.exec(web.address)?.[1]),
    log,
    events,
    count: (kind, why) =>
      events.filter(
        (event) => event.kind === kind && (why === undefined || ('why' in event && event.why === why)),
      ).length,
    close: async () => {
      await web.close();
      if (errors.length > 0) throw new Error('an answer could not be made', { cause: errors[0] });
    },
  };
}
