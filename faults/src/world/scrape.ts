/**
 * A real Prometheus on both ways to give it targets, and what it has of each.
 *
 * It is never given anything to scrape outside of loopback: what is not 127.x.y.z is dropped before, and
 * still counted here.
 */
import { stringify } from 'yaml';
import { startPrometheus } from '../../../tests/support/prometheus.ts';
import { get } from './get.ts';
import { parseMetrics, valueOf } from './metrics.ts';

export interface PrometheusPeer {
  /** The discovered `host:port` by job, of targets that are scraped and that are dropped. */
  targets(): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** How often it has asked for targets over HTTP, with success or not; absent where it does not. */
  readonly refreshes?: () => Promise<number>;
  stop(): Promise<void>;
}

/** Each is a job of that name. */
export interface PrometheusSources {
  /** URL. */
  readonly http?: string;
  /** Path. */
  readonly file?: string;
}

interface Discovered {
  readonly discoveredLabels: Readonly<Record<string, string>>;
}

interface TargetsAnswer {
  readonly data: {
    readonly activeTargets: readonly Discovered[];
    readonly droppedTargets: readonly Discovered[];
  };
}

export async function startPrometheusPeer(sources: PrometheusSources): Promise<PrometheusPeer> {
  const prometheus = await startPrometheus(configOf(sources));
  const jobs = Object.keys(sources);
  return {
    targets: async () => {
      const { body } = await get(`${prometheus.url}/api/v1/targets`);
      const { data }: TargetsAnswer = JSON.parse(body);
      const all = [...data.activeTargets, ...data.droppedTargets].map(
        ({ discoveredLabels }) => discoveredLabels,
      );
      const of = (job: string): ReadonlySet<string> =>
        new Set(all.filter((labels) => labels['job'] === job).map((labels) => labels['__address__'] ?? ''));
      return new Map(jobs.map((job) => [job, of(job)]));
    },
    ...(sources.http !== undefined && { refreshes: () => refreshesOf(prometheus.url) }),
    stop: () => prometheus.stop(),
  };
}

async function refreshesOf(url: string): Promise<number> {
  const { body } = await get(`${url}/metrics`);
  return valueOf(parseMetrics(body), 'prometheus_sd_refresh_duration_seconds_count{mechanism="http"}');
}

/** Nobody listens at the nodes, so it hardly ever asks them. */
function configOf({ http: url, file }: PrometheusSources): string {
  const loopbackOnly = [
    { source_labels: ['__address__'], regex: String.raw`127\.\d+\.\d+\.\d+:\d+`, action: 'keep' },
  ];
  const http = { job_name: 'http', http_sd_configs: [{ url, refresh_interval: '1s' }] };
  const files = { job_name: 'file', file_sd_configs: [{ files: [file] }] };
  const jobs = [...(url === undefined ? [] : [http]), ...(file === undefined ? [] : [files])];
  return stringify({
    global: { scrape_interval: '1h' },
    scrape_configs: jobs.map((job) => ({ ...job, relabel_configs: loopbackOnly })),
  });
}
