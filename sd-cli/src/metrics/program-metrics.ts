/**
 * What the program itself did: answers served, files written, configurations read.
 */
import { stat } from 'node:fs/promises';
import type { FileFailure, FileSdEvent } from '@spcs-sd/file-adapter';
import type { Meters } from './registry.ts';

export function buildInfo({ gauge }: Meters, version: string, nodeVersion: string): void {
  const info = gauge('build_info', 'Always 1. Which version runs, on which Node.', [
    'version',
    'node_version',
  ]);
  info.set({ version, node_version: nodeVersion }, 1);
}

/** Tells that a configuration was read: at the start, and at each reload. */
export function createReloadMetrics(
  { gauge }: Meters,
  nowSeconds: () => number,
): (isSuccess: boolean) => void {
  const successful = gauge(
    'config_last_reload_successful',
    '1 when the configuration was last read with success, 0 when that failed.',
  );
  const atSeconds = gauge(
    'config_last_reload_success_timestamp_seconds',
    'When a configuration was last taken over, since 1970.',
  );
  return (isSuccess) => {
    successful.set(isSuccess ? 1 : 0);
    if (isSuccess) atSeconds.set(nowSeconds());
  };
}

export interface AnswerFacts {
  readonly code: number;
  readonly bytes: number;
  readonly aborted: boolean;
}

/** Counts the answers of `/targets`. */
export function createAnswerMetrics({ counter }: Meters): (answer: AnswerFacts) => void {
  const total = counter('http_answers_total', 'Answers to requests for targets, by status code.', ['code']);
  const bytes = counter('http_answer_bytes_total', 'Bytes of bodies in answers to requests for targets.');
  const aborted = counter(
    'http_answers_aborted_total',
    'Requests for targets whose client went away before it had everything.',
  );
  return (answer) => {
    total.inc({ code: String(answer.code) });
    bytes.inc(answer.bytes);
    if (answer.aborted) aborted.inc();
  };
}

export interface FileMetrics {
  readonly onEvent: (event: FileSdEvent) => void;
  /** For a scrape: looks at the file. */
  readonly collect: () => Promise<void>;
}

/** All that there are, so that an alert on any of them has a zero to start from. */
const fileReasons: readonly FileFailure['why'][] = [
  'locked',
  'no-space',
  'read-only',
  'no-permission',
  'no-folder',
  'other',
];

export function createFileMetrics({ counter, gauge }: Meters, path: string): FileMetrics {
  const writes = counter(
    'file_writes_total',
    'Times that the output file was written, by why: changed, restored.',
    ['why'],
  );
  const renewals = counter('file_renewals_total', 'Times that the output file was confirmed unchanged.');
  const failures = counter(
    'file_write_failures_total',
    `Failed writes of the output file, by reason: ${fileReasons.join(', ')}.`,
    ['reason'],
  );
  const mtime = gauge(
    'file_mtime_seconds',
    'Modification time of the output file, in seconds since 1970. Absent without a file.',
  );
  for (const why of ['changed', 'restored']) writes.inc({ why }, 0);
  for (const reason of fileReasons) failures.inc({ reason }, 0);
  return {
    onEvent: (event) => {
      switch (event.kind) {
        case 'written':
          return writes.inc({ why: event.why });
        case 'renewed':
          return renewals.inc();
        case 'failed':
          return failures.inc({ reason: event.failure.why });
        case 'recovered':
          return undefined;
      }
    },
    collect: async () => {
      const found = await stat(path).catch(() => undefined);
      if (found === undefined) mtime.remove();
      else mtime.set(found.mtimeMs / 1000);
    },
  };
}
