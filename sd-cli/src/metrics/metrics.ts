/**
 * The metrics of one program: what feeds them, and their text for a scrape.
 */
import type { DiscoveryEvent, DiscoveryStatus, DnsEvent, SnowflakeEvent } from '@spcs-sd/runtime';
import type { FileSdEvent } from '@spcs-sd/file-adapter';
import { createDnsMetrics } from './dns-metrics.ts';
import { createEventMetrics } from './event-metrics.ts';
import {
  buildInfo,
  createAnswerMetrics,
  createFileMetrics,
  createReloadMetrics,
  type AnswerFacts,
} from './program-metrics.ts';
import { createProcessMetrics } from './process-metrics.ts';
import { createRegistry, type MetricDefinition } from './registry.ts';
import { createSnowflakeMetrics } from './snowflake-metrics.ts';
import { createStatusMetrics } from './status-metrics.ts';
import { createWebMetrics } from './web-metrics.ts';
import type { WebListener } from '../web/event.ts';

export interface Metrics {
  readonly onEvent: (event: DiscoveryEvent) => void;
  readonly onSnowflakeEvent: (event: SnowflakeEvent) => void;
  /** For a lookup that begins. */
  readonly listenToDns: () => (event: DnsEvent) => void;
  readonly onAnswer: (answer: AnswerFacts) => void;
  readonly onWebEvent: WebListener;
  readonly onFileEvent: (event: FileSdEvent) => void;
  readonly onReload: (isSuccess: boolean) => void;
  readonly contentType: string;
  /** Prometheus' text format. O(pools and targets). */
  readonly text: (status: DiscoveryStatus) => Promise<string>;
  /** What there is, whether it has a value now or not. */
  readonly definitions: readonly MetricDefinition[];
}

export interface MetricsOptions {
  readonly version: string;
  /** The file that is written, when one is. */
  readonly outputPath?: string;
}

export function createMetrics({ version, outputPath }: MetricsOptions): Metrics {
  const { registry, definitions, group } = createRegistry();
  const nowSeconds = (): number => Date.now() / 1000;
  const program = group('The program');
  buildInfo(program, version, process.versions.node);
  const onReload = createReloadMetrics(program, nowSeconds);
  const onEvent = createEventMetrics(group('What discovery does'), nowSeconds);
  const onSnowflakeEvent = createSnowflakeMetrics(group('What Snowflake answers'));
  const listenToDns = createDnsMetrics(group('What DNS servers do'));
  const setStatus = createStatusMetrics(group('How discovery stands'));
  const onAnswer = createAnswerMetrics(group('Answers over HTTP'));
  const onWebEvent = createWebMetrics(group('The listener'));
  const file = outputPath === undefined ? undefined : createFileMetrics(group('The output file'), outputPath);
  const collectProcess = createProcessMetrics({ group });
  return {
    onEvent,
    onSnowflakeEvent,
    listenToDns,
    onAnswer,
    onWebEvent,
    onFileEvent: (event) => file?.onEvent(event),
    onReload,
    contentType: registry.contentType,
    text: async (status) => {
      setStatus(status);
      await Promise.all([collectProcess(), file?.collect()]);
      return registry.metrics();
    },
    definitions,
  };
}
