/**
 * What `spcs-sd file` opens before it begins, and how it tells of its file.
 */
import { basename, dirname, join } from 'node:path';
import { createFileSd, type FileSd, type FileSdEvent } from '@spcs-sd/file-adapter';
import { createFileStateStore, type StateStore } from '@spcs-sd/runtime';
import { fingerprintOf } from '../config/fingerprint.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../logging/logger.ts';
import { messageOf } from '../errors.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { failure, ok, type Result } from '../result.ts';
import { seededStore } from '../seed/seeded-store.ts';
import { openWeb, type Web } from '../web/web.ts';
import { statePathOf, type ServerOptions } from './options.ts';

export interface FileOptions extends ServerOptions {
  readonly outputFile: string;
  readonly once: boolean;
  /** For health and metrics; absent: no listener. */
  readonly listenAddress?: string;
}

export interface FileParts {
  readonly fileSd: FileSd;
  /** For health and metrics. */
  readonly web: Web | undefined;
}

/** What can be wrong at the start shows here: the port, the folder, another writer. */
export async function openParts(
  options: FileOptions,
  log: Log,
  metrics: Pick<Metrics, 'onFileEvent' | 'onWebEvent'>,
): Promise<Result<FileParts>> {
  const { outputFile } = options;
  const opened = await openWebOf(options, log, metrics);
  if (opened.kind === 'failed') return opened;
  let isOpen = false;
  const fileSd = createFileSd({
    path: outputFile,
    onEvent: (event) => {
      metrics.onFileEvent(event);
      // Until then a failure is told as the end of the program.
      if (isOpen) logFileEvent(log, outputFile, event);
    },
  });
  const writable = await fileSd.open();
  isOpen = true;
  if (writable.kind === 'open') return ok({ fileSd, web: opened.value });
  await Promise.all([fileSd.close(), opened.value?.close()]);
  return failure(1, writable.failure.message);
}

async function openWebOf(
  { listenAddress, webConfigFile }: FileOptions,
  log: Log,
  metrics: Pick<Metrics, 'onWebEvent'>,
): Promise<Result<Web | undefined>> {
  if (listenAddress === undefined) {
    if (webConfigFile === undefined) return ok(undefined);
    return failure(2, '--web.config.file says how to listen: give --web.listen-address too, or leave it out');
  }
  return openWeb({
    listenAddress,
    ...(webConfigFile !== undefined && { configFile: webConfigFile }),
    log,
    onEvent: metrics.onWebEvent,
    onError: (error) => logUnanswered(log, error),
  });
}

/** A bug, or no memory; whoever asked got 500. */
export function logUnanswered(log: Log, error: unknown): void {
  log({ level: 'error', message: 'an answer could not be made', fields: { error: messageOf(error) } });
}

/** The state file; when there is none yet, the published file is where it goes on from. */
export function stateStoreOf(
  options: FileOptions,
  settings: Settings,
  file: FileSd,
  log: Log,
): StateStore | undefined {
  const { outputFile } = options;
  const byDefault = join(dirname(outputFile), '.spcs-sd', `${basename(outputFile)}.state.json`);
  const path = statePathOf(options, byDefault);
  if (path === undefined) return undefined;
  return seededStore({
    store: createFileStateStore(path),
    file,
    path: outputFile,
    fingerprint: fingerprintOf(settings),
    onSeed: () => log({ level: 'info', message: 'no saved state: the published file is the start' }),
  });
}

function logFileEvent(log: Log, file: string, event: FileSdEvent): void {
  switch (event.kind) {
    case 'written': {
      const { bytes, why } = event;
      return log({ level: 'info', message: 'file written', fields: { file, bytes, why } });
    }
    case 'renewed':
      return undefined;
    case 'failed': {
      if (event.repeated) return undefined;
      const { why, message } = event.failure;
      return log({
        level: 'error',
        message: 'file not written: the old one stays',
        fields: { why, error: message },
      });
    }
    case 'recovered':
      return log({ level: 'info', message: 'the file can be written again', fields: { file } });
  }
}
