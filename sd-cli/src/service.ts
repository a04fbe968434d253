/**
 * Discovery as a program runs it: with its log, its metrics, its state file and a way to reload.
 */
import { discover, type Discovery, type DiscoveryEvent, type StateStore } from '@spcs-sd/runtime';
import { discoveryOptions, type DiscoveryListeners } from './compose.ts';
import type { Settings } from './config/settings.ts';
import { messageOf } from './errors.ts';
import { createDnsLog } from './logging/dns-log.ts';
import { createEventLog } from './logging/event-log.ts';
import type { Log } from './logging/logger.ts';
import { snowflakeLine } from './logging/snowflake-lines.ts';
import type { Metrics } from './metrics/metrics.ts';
import { bothFailures, failure, ok, type Result } from './result.ts';

export interface ServiceOptions {
  readonly settings: Settings;
  /** Reads the configuration again. */
  readonly readSettings: () => Promise<Result<Settings>>;
  /** Reads what else a reload takes over; gives how. Never rejects. */
  readonly prepareRest?: () => Promise<Result<() => void>>;
  /** Absent: nothing is kept over restarts. */
  readonly store?: StateStore;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'onEvent' | 'onReload' | 'onSnowflakeEvent' | 'listenToDns'>;
  /** Also gets every event. */
  readonly onEvent?: (event: DiscoveryEvent) => void;
  readonly signal: AbortSignal;
}

export interface Service {
  readonly discovery: Discovery;
  /** All or nothing, and what is known stays. One at a time; never rejects. */
  readonly reload: () => Promise<Result<undefined>>;
}

export function startService(options: ServiceOptions): Service {
  const { settings, store, log, metrics, signal } = options;
  const logEvent = createEventLog({ log, nowMs: () => performance.now() });
  const { fingerprint, ...parts } = discoveryOptions(settings, listeners(options));
  const state = store === undefined ? undefined : { store, fingerprint };
  const discovery = discover(
    { ...parts, ...(state !== undefined && { state }) },
    {
      signal,
      onEvent: (event) => {
        logEvent(event);
        metrics.onEvent(event);
        options.onEvent?.(event);
      },
    },
  );
  metrics.onReload(true);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    discovery,
    reload: () => {
      const result = turn.then(() => reload(discovery, options));
      turn = result;
      return result;
    },
  };
}

/** For one set of parts: a reload makes another. */
function listeners({ log, metrics }: Pick<ServiceOptions, 'log' | 'metrics'>): DiscoveryListeners {
  const logDns = createDnsLog(log);
  const countDns = metrics.listenToDns();
  return {
    onSourceEvent: (event) => {
      log(snowflakeLine(event));
      metrics.onSnowflakeEvent(event);
    },
    onDnsEvent: (event) => {
      logDns(event);
      countDns(event);
    },
  };
}

async function reload(discovery: Discovery, options: ServiceOptions): Promise<Result<undefined>> {
  const { readSettings, prepareRest, log, metrics, signal } = options;
  const [read, rest] = await Promise.all([readSettings(), prepareRest?.() ?? ok(() => undefined)]);
  if (signal.aborted) return failure(1, 'the program is ending');
  const result = takeOver(discovery, read, rest, options);
  metrics.onReload(result.kind === 'ok');
  if (result.kind === 'ok') {
    log({ level: 'info', message: 'configuration read again' });
    return result;
  }
  for (const error of result.lines) {
    log({ level: 'error', message: 'configuration not taken over: the old one stays', fields: { error } });
  }
  return result;
}

function takeOver(
  discovery: Discovery,
  settings: Result<Settings>,
  rest: Result<() => void>,
  around: Pick<ServiceOptions, 'log' | 'metrics'>,
): Result<undefined> {
  if (settings.kind === 'failed' || rest.kind === 'failed') return bothFailures(settings, rest);
  const options = discoveryOptions(settings.value, listeners(around));
  try {
    discovery.reload(options);
  } catch (error) {
    options.lookup.close();
    return failure(2, messageOf(error));
  }
  rest.value();
  return ok(undefined);
}
