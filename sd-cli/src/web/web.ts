/**
 * How the program listens: the port, TLS, who may ask, and the bounds for all who do.
 *
 * Puts the parts together; each is a file of its own beside this one.
 */
import type { RequestListener } from 'node:http';
import type { Log } from '../logging/logger.ts';
import { failure, ok, type Result } from '../result.ts';
import { openWebConfig, type WebConfigFile } from '../web-config/web-config.ts';
import { keepsStrangersOut, needsCredentials, type WebSetup } from '../web-config/web-setup.ts';
import { createAuthenticator } from './authentication/authenticator.ts';
import { createConnections } from './connections.ts';
import type { WebEvent, WebListener } from './event.ts';
import { createFronts, type Fronts } from './fronts.ts';
import { createGuard, type Rules } from './guard.ts';
import { webLimits, type WebLimits } from './limits.ts';
import { parseListenAddress } from './listen-address.ts';
import { openListener, type Listener } from './listener.ts';
import { createRate } from './rate.ts';
import { createWebLog } from './web-log.ts';

export interface Web {
  /** `host:port` with the port that the system chose. */
  readonly address: string;
  /** For the log: what the web configuration turns on. */
  readonly facts: () => { readonly tls: boolean; readonly authentication: boolean };
  /** Must follow without waiting for anything else. Once. */
  serve(handler: RequestListener): void;
  /** Reads the web configuration again; gives how to take it over, or what is wrong. Never rejects. */
  readonly prepare: () => Promise<Result<() => void>>;
  /** Takes no new connections and waits for answers under way, but not longer than the bound. */
  close(): Promise<void>;
}

export interface WebOptions {
  /** As the user wrote it. */
  readonly listenAddress: string;
  /** Absent: plain HTTP, and everybody may ask. */
  readonly configFile?: string;
  readonly log: Log;
  readonly onEvent: WebListener;
  readonly onError: (error: unknown) => void;
  /** For tests. */
  readonly limits?: Partial<WebLimits>;
  /** How often to look for changed files, in milliseconds. */
  readonly lookEachMs?: number;
  /** How long answers under way may take when it ends, in milliseconds. Default 5000. */
  readonly drainMs?: number;
}

const defaultDrainMs = 5_000;

/** Reads and checks the web configuration, then takes the port. */
export async function openWeb(options: WebOptions): Promise<Result<Web>> {
  const { listenAddress: text, configFile, lookEachMs } = options;
  const address = parseListenAddress(text);
  if (address === undefined) return failure(2, notAnAddress(text));
  const onEvent = both(options.onEvent, createWebLog(options.log));
  let onChange: (setup: WebSetup) => void = () => undefined;
  const config = await openWebConfig(configFile, {
    onEvent,
    onChange: (setup) => onChange(setup),
    ...(lookEachMs !== undefined && { lookEachMs }),
  });
  if (config.kind === 'failed') return config;
  const listener = await openListener({ address, text });
  if (listener.kind === 'failed') {
    config.value.stop();
    return listener;
  }
  return ok(webOf(listener.value, config.value, { ...options, onEvent }, (listen) => (onChange = listen)));
}

function webOf(
  listener: Listener,
  config: WebConfigFile,
  options: WebOptions,
  whenChanged: (listen: (setup: WebSetup) => void) => void,
): Web {
  const { log, onEvent, onError, drainMs = defaultDrainMs } = options;
  const limits = webLimits(options.limits);
  const connections = createConnections({
    max: limits.maxConnections,
    maxUnsentBytes: limits.maxUnsentSize,
    onCount: (count) => onEvent({ kind: 'connections', count }),
    onEvicted: () => onEvent({ kind: 'connection-evicted' }),
  });
  const authenticate = createAuthenticator({
    setup: config.current,
    wrongDelayMs: limits.wrongDelay,
    attempts: limits.attempts,
  });
  let rules = rulesOf(config.current());
  let fronts: Fronts | undefined;
  whenChanged((setup) => {
    rules = rulesOf(setup);
    fronts?.use(setup.tls);
    warn(listener, setup, log);
  });
  warn(listener, config.current(), log);
  return {
    address: listener.address,
    facts: () => {
      const { tls } = config.current();
      return { tls: tls !== undefined, authentication: keepsStrangersOut(config.current()) };
    },
    serve: (handler) => {
      const guarded = createGuard(handler, {
        rules: () => rules,
        limits,
        authenticate,
        connections,
        onProblem: (why) => onEvent({ kind: 'request-refused', why }),
        onStranger: (why, remoteAddress) => onEvent({ kind: 'stranger', why, remoteAddress }),
        onError,
      });
      const made = createFronts(
        {
          limits,
          handler: guarded,
          onBroken: (why) => onEvent({ kind: 'request-refused', why }),
          onTlsFailure: (why, remoteAddress) => onEvent({ kind: 'tls-failed', why, remoteAddress }),
        },
        config.current().tls,
      );
      fronts = made;
      listener.onConnection((socket) => {
        connections.add(socket);
        made.accept(socket);
      });
    },
    prepare: config.prepare,
    close: async () => {
      config.stop();
      listener.close();
      await fronts?.retire(drainMs);
    },
  };
}

function rulesOf(setup: WebSetup): Rules {
  return { setup, rate: setup.rateLimit && createRate(setup.rateLimit) };
}

/** What an operator may not have meant. */
function warn({ address, isLoopback }: Listener, setup: WebSetup, log: Log): void {
  if (isLoopback) return;
  if (!keepsStrangersOut(setup)) {
    const advice =
      'give --web.config.file with basic_auth_users, bearer_token_file or client certificates, or listen on 127.0.0.1';
    log({
      level: 'warn',
      message: 'everybody who reaches this address may ask',
      fields: { address, advice },
    });
  } else if (needsCredentials(setup) && setup.tls === undefined) {
    const advice = 'give tls_server_config in the web configuration';
    const message = 'passwords and tokens cross the network in plain text';
    log({ level: 'warn', message, fields: { address, advice } });
  }
}

function both(one: WebListener, other: WebListener): WebListener {
  return (event: WebEvent) => {
    one(event);
    other(event);
  };
}

function notAnAddress(text: string): string {
  const expected = 'expected host:port such as 127.0.0.1:9003, [::1]:9003 or :9003';
  return `--web.listen-address: ${expected}, found ${JSON.stringify(text)}`;
}
