/**
 * Everything in `deploy/prometheus/` in one Prometheus: its main file as it is, in a hurry, and every other job
 * beside it, named after its file.
 */
import { parse, stringify } from 'yaml';
import { deployedAs, deployPath } from './deploy-files.ts';
import type { DeployPlaces } from './deploy-stack.ts';

interface ScrapeJob {
  readonly job_name: string;
}

/** The job of each file is there once for each. */
export const shards: readonly number[] = [0, 1, 2];

/** The file's jobs, named after the file; they discover and do not scrape. */
function discovering(path: string, changes: Readonly<Record<string, string>>): readonly ScrapeJob[] {
  const { scrape_configs: jobs }: { readonly scrape_configs: readonly ScrapeJob[] } = parse(
    deployedAs(path, changes),
  );
  return jobs.map((job) => ({ ...job, job_name: `${path}/${job.job_name}`, scrape_interval: '1h' }));
}

/** `self`: the server's own `host:port`. */
export function wholePrometheusConfig(
  { httpAddress, fileAddress, outputPath }: DeployPlaces,
  self: string,
): string {
  const endpoint = { 'http://127.0.0.1:9003/': `http://${httpAddress}/` };
  const main = deployedAs('prometheus/prometheus.yml', {
    ...endpoint,
    "'127.0.0.1:9003'": `'${httpAddress}', '${fileAddress}'`,
    '127.0.0.1:9090': self,
    'rules/': `${deployPath('prometheus/rules')}/`,
    '30s': '1s',
  });
  const [ofFile] = discovering('prometheus/file-sd.yml', { '/etc/prometheus/sd/*.json': outputPath });
  const config = parse(main);
  config.global.evaluation_interval = '1s';
  config.scrape_configs.push(
    ofFile,
    ...discovering('prometheus/filtering.yml', endpoint),
    ...shards.flatMap((shard) =>
      discovering('prometheus/sharding.yml', {
        ...endpoint,
        'shard=0': `shard=${shard}`,
        "'0'": `'${shard}'`,
      }).map((job) => ({ ...job, job_name: `${job.job_name}-${shard}` })),
    ),
  );
  return stringify(config);
}
