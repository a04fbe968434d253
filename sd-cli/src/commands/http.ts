/**
 * `spcs-sd http`: serves targets, health and metrics until it is told to end.
 */
import { createHttpSd } from '@spcs-sd/http-adapter';
import { createFileStateStore } from '@spcs-sd/runtime';
import { messageOf } from '../errors.ts';
import { createLog } from '../logging/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { startService } from '../service.ts';
import { requireSettings } from '../settings-file.ts';
import type { Signals } from '../signals.ts';
import { untilAborted } from '../signals.ts';
import { report, type Terminal } from '../terminal.ts';
import { packageVersion } from '../version.ts';
import { createRouter } from '../web/router.ts';
import { createRoutes } from '../web/routes.ts';
import { openWeb } from '../web/web.ts';
import { withWebFailure } from '../web-config/web-config.ts';
import { statePathOf, type ServerOptions } from './options.ts';

export interface HttpOptions extends ServerOptions {
  readonly listenAddress: string;
  readonly enableLifecycle: boolean;
}

const defaultStatePath = 'spcs-sd.state.json';

export async function runHttp(options: HttpOptions, terminal: Terminal, signals: Signals): Promise<number> {
  const { configFile, enableLifecycle, webConfigFile } = options;
  const readSettings = (): ReturnType<typeof requireSettings> => requireSettings(configFile, terminal.env);
  const settings = await readSettings();
  if (settings.kind === 'failed') return report(terminal, await withWebFailure(settings, webConfigFile));
  const version = packageVersion();
  const log = createLog({ ...options.log, write: terminal.err });
  const onError = (error: unknown): void =>
    log({ level: 'error', message: 'an answer could not be made', fields: { error: messageOf(error) } });
  const metrics = createMetrics({ version });
  const opened = await openWeb({
    listenAddress: options.listenAddress,
    ...(webConfigFile !== undefined && { configFile: webConfigFile }),
    log,
    onEvent: metrics.onWebEvent,
    onError,
  });
  if (opened.kind === 'failed') return report(terminal, opened);
  const web = opened.value;
  const statePath = statePathOf(options, defaultStatePath);
  const { discovery, reload } = startService({
    settings: settings.value,
    readSettings,
    prepareRest: web.prepare,
    ...(statePath !== undefined && { store: createFileStateStore(statePath) }),
    log,
    metrics,
    signal: signals.ended,
  });
  const httpSd = createHttpSd(discovery, { onAnswer: metrics.onAnswer, onError });
  const routes = createRoutes({ discovery, metrics, httpSd, ...(enableLifecycle && { reload }) });
  // Without a configuration it stands for mdservice, which answers on every path.
  const elsewhere = configFile === undefined ? httpSd : undefined;
  web.serve(createRouter(routes, onError, elsewhere));
  signals.onReload(() => void reload());
  log({ level: 'info', message: 'listening', fields: { address: web.address, ...web.facts(), version } });

  await untilAborted(signals.ended);
  log({ level: 'info', message: 'ending' });
  await Promise.all([web.close(), discovery.ended]);
  return 0;
}
