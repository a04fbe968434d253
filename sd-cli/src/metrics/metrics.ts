/**
 * The metrics of one program: what feeds them, and their text for a scrape.
 */
import type { DiscoveryEvent, DiscoveryStatus } from '@spcs-sd/runtime';
import type { FileSdEvent } from '@spcs-sd/file-adapter';
import { createEventMetrics } from './event-metrics.ts';
import {
  buildInfo,
  createAnswerMetrics,
  createFileMetrics,
  createReloadMetrics,
  type AnswerFacts,
} from './program-metrics.ts';
import { createMeters } from './registry.ts';
import { createStatusMetrics } from './status-metrics.ts';

export interface Metrics {
  readonly onEvent: (event: DiscoveryEvent) => void;
  readonly onAnswer: (answer: AnswerFacts) => void;
  readonly onFileEvent: (event: FileSdEvent) => void;
  readonly onReload: (isSuccess: boolean) => void;
  readonly contentType: string;
  /** Prometheus' text format. O(pools and targets). */
  readonly text: (status: DiscoveryStatus) => Promise<string>;
}

export interface MetricsOptions {
  readonly version: string;
  /** The file that is written, when one is. */
  readonly outputPath?: string;
}

export function createMetrics({ version, outputPath }: MetricsOptions): Metrics {
  const meters = createMeters();
  const nowSeconds = (): number => Date.now() / 1000;
  buildInfo(meters, version, process.versions.node);
  const file = outputPath === undefined ? undefined : createFileMetrics(meters, outputPath);
  const setStatus = createStatusMetrics(meters);
  return {
    onEvent: createEventMetrics(meters, nowSeconds),
    onAnswer: createAnswerMetrics(meters),
    onFileEvent: (event) => file?.onEvent(event),
    onReload: createReloadMetrics(meters, nowSeconds),
    contentType: meters.registry.contentType,
    text: async (status) => {
      setStatus(status);
      await file?.collect();
      return meters.registry.metrics();
    },
  };
}
