/**
 * `spcs-sd file`: keeps one file_sd file, until it is told to end or for one discovery.
 */
import { basename, dirname, join } from 'node:path';
import { createFileSd, outputPathProblem, type FileSd, type FileSdEvent } from '@spcs-sd/file-adapter';
import type { Discovery } from '@spcs-sd/runtime';
import { waitFor } from '../deadline.ts';
import { messageOf } from '../errors.ts';
import { createLog, type Log } from '../logging/logger.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { failure, ok, type Result } from '../result.ts';
import { createRound } from '../round.ts';
import { startService } from '../service.ts';
import { requireSettings } from '../settings-file.ts';
import type { Signals } from '../signals.ts';
import { report, type Terminal } from '../terminal.ts';
import { packageVersion } from '../version.ts';
import { listenOn } from '../web/listen.ts';
import type { Listener } from '../web/listener.ts';
import { createRouter } from '../web/router.ts';
import { createRoutes } from '../web/routes.ts';
import { statePathOf, type ServerOptions } from './options.ts';

export interface FileOptions extends ServerOptions {
  readonly outputFile: string;
  readonly once: boolean;
  /** For health and metrics; absent: no listener. */
  readonly listenAddress?: string;
}

/** How long `--once` waits for answers, in milliseconds. */
const onceMs = 60_000;

export async function runFile(options: FileOptions, terminal: Terminal, signals: Signals): Promise<number> {
  const problem = outputPathProblem(options.outputFile);
  if (problem !== undefined) return report(terminal, failure(2, problem));
  const readSettings = (): ReturnType<typeof requireSettings> =>
    requireSettings(options.configFile, terminal.env);
  const settings = await readSettings();
  if (settings.kind === 'failed') return report(terminal, settings);

  const version = packageVersion();
  const log = createLog({ ...options.log, write: terminal.err });
  const metrics = createMetrics({ version, outputPath: options.outputFile });
  const opened = await openParts(options, log, metrics);
  if (opened.kind === 'failed') return report(terminal, opened);
  const { fileSd, listener } = opened.value;

  const ending = new AbortController();
  signals.ended.addEventListener('abort', () => ending.abort(), { once: true });
  if (signals.ended.aborted) ending.abort();
  const statePath = statePathOf(options, defaultStatePath(options.outputFile));
  const round = createRound(() => service.discovery.status());
  const service = startService({
    settings: settings.value,
    readSettings,
    ...(statePath !== undefined && { statePath }),
    log,
    metrics,
    onEvent: round.onEvent,
    signal: ending.signal,
  });
  const { discovery, reload } = service;
  listener?.serve(createRouter(createRoutes({ discovery, metrics }), (error) => logError(log, error)));
  signals.onReload(() => void reload());
  log({
    level: 'info',
    message: 'keeping the file',
    fields: { file: options.outputFile, version, ...(listener && { address: listener.address }) },
  });
  const code = options.once
    ? await writeOnce(discovery, fileSd, round.done, terminal, signals.ended)
    : await keepWriting(discovery, fileSd);
  ending.abort();
  await Promise.all([fileSd.close(), listener?.close(), discovery.ended]);
  return code;
}

function defaultStatePath(outputFile: string): string {
  return join(dirname(outputFile), '.spcs-sd', `${basename(outputFile)}.state.json`);
}

interface Parts {
  readonly fileSd: FileSd;
  readonly listener: Listener | undefined;
}

/** What can be wrong at the start shows here: the port, the folder, another writer. */
async function openParts(
  { outputFile, listenAddress }: FileOptions,
  log: Log,
  metrics: Metrics,
): Promise<Result<Parts>> {
  const opened = listenAddress === undefined ? ok(undefined) : await listenOn(listenAddress);
  if (opened.kind === 'failed') return opened;
  let isOpen = false;
  const fileSd = createFileSd({
    path: outputFile,
    onEvent: (event) => {
      metrics.onFileEvent(event);
      if (isOpen) logFileEvent(log, outputFile, event);
    },
  });
  const writable = await fileSd.open();
  isOpen = true;
  if (writable.kind === 'open') return ok({ fileSd, listener: opened.value });
  await Promise.all([fileSd.close(), opened.value?.close()]);
  return failure(1, writable.failure.message);
}

async function keepWriting(discovery: Discovery, fileSd: FileSd): Promise<number> {
  for await (const snapshot of discovery) await fileSd.publish(snapshot);
  return 0;
}

/** Writes what one discovery found; an incomplete list is written only where it would be served. */
async function writeOnce(
  discovery: Discovery,
  fileSd: FileSd,
  done: Promise<void>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const waited = await waitFor(done, onceMs, signal);
  if (waited !== 'done') {
    const why = waited === 'aborted' ? 'it was told to end' : `no answers within ${onceMs / 1000} s`;
    return report(terminal, failure(1, `nothing written: ${why}`));
  }
  const snapshot = discovery.current();
  const published = await fileSd.publish(snapshot);
  switch (published.kind) {
    case 'failed':
      return report(terminal, failure(1, published.failure.message));
    case 'held':
      return report(terminal, failure(1, 'nothing written: there is no confirmed list of targets yet'));
    case 'closed':
    case 'superseded':
      return 1;
    case 'written':
    case 'unchanged':
      if (snapshot.kind === 'ready' && snapshot.complete) return 0;
      return report(terminal, failure(1, 'written, but pools that never answered are missing'));
  }
}

function logFileEvent(log: Log, file: string, event: FileSdEvent): void {
  switch (event.kind) {
    case 'written':
      return log({
        level: 'info',
        message: 'file written',
        fields: { file, bytes: event.bytes, why: event.why },
      });
    case 'renewed':
      return undefined;
    case 'failed':
      if (!event.repeated) {
        const fields = { why: event.failure.why, error: event.failure.message };
        log({ level: 'error', message: 'file not written: the old one stays', fields });
      }
      return undefined;
    case 'recovered':
      return log({ level: 'info', message: 'the file can be written again', fields: { file } });
  }
}

function logError(log: Log, error: unknown): void {
  log({ level: 'error', message: 'an answer could not be made', fields: { error: messageOf(error) } });
}
