/**
 * A Prometheus that is given one configuration after the other, and what it says of its discovery.
 */
import { writeFile } from 'node:fs/promises';
import { pathOf } from '../../../tests/support/needs.ts';
import { activeTargets } from '../../../tests/support/prometheus-api.ts';
import { startScraper } from '../../../tests/support/scraper.ts';
import { until } from '../../../tests/support/until.ts';

export interface ReloadedPrometheus {
  readonly pid: number;
  /** Takes another configuration. Resolves when it is in use. */
  readonly load: (config: string) => Promise<void>;
  /** The sum of a metric over all its labels; 0 when there is none yet. */
  readonly metric: (name: string) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** No target is ever asked while a benchmark runs. */
export const configOf = (jobs: string): string => `global: { scrape_interval: 1d }\nscrape_configs:\n${jobs}`;

export const noJobs: string = configOf('  []');

export async function startReloadedPrometheus(): Promise<ReloadedPrometheus & { readonly url: string }> {
  let path = '';
  const scraper = await startScraper(
    {
      name: 'prometheus',
      binary: pathOf('prometheus'),
      readyPath: '/-/ready',
      args: (folder, configPath, port) => {
        path = configPath;
        return [
          `--config.file=${configPath}`,
          `--storage.tsdb.path=${folder.file('data')}`,
          `--web.listen-address=127.0.0.1:${port}`,
          '--web.enable-lifecycle',
        ];
      },
    },
    noJobs,
  );
  const { url, pid } = scraper;
  return {
    url,
    pid,
    load: async (config) => {
      await writeFile(path, config);
      const { ok } = await fetch(`${url}/-/reload`, { method: 'POST' });
      if (!ok) throw new Error(`not loaded:\n${scraper.log()}`);
    },
    metric: async (name) => sumOf(name, await (await fetch(`${url}/metrics`)).text()),
    stop: () => scraper.stop(),
  };
}

/** Over all series of this name, in the text format. */
export function sumOf(name: string, metrics: string): number {
  const values = metrics.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'));
  return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
}

/**
 * Until its API shows all targets of its jobs. A metric says when to look: the API's answer has megabytes.
 */
export async function untilShown(
  { url, metric }: Pick<ReloadedPrometheus, 'metric'> & { readonly url: string },
  targets: number,
  timeoutMs: number,
): Promise<void> {
  const look = async (): Promise<void> => {
    const known = await metric('prometheus_target_scrape_pool_targets');
    if (known !== targets) throw new Error(`Prometheus has ${known} of ${targets} targets`);
    const shown = (await activeTargets(url)).length;
    if (shown !== targets) throw new Error(`Prometheus shows ${shown} of ${targets} targets`);
  };
  await until(look, timeoutMs, 50);
}
