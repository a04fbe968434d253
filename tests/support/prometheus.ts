/**
 * A real Prometheus for tests. It scrapes what it discovers: give it loopback addresses only.
 */
import { pathOf } from './needs.ts';
import { startScraper, type Scraper, type ScraperConfig } from './scraper.ts';

/** Starts Prometheus with this configuration and more flags, its data in a temporary folder. */
export function startPrometheus(config: ScraperConfig, flags: readonly string[] = []): Promise<Scraper> {
  return startScraper(
    {
      name: 'prometheus',
      binary: pathOf('prometheus'),
      readyPath: '/-/ready',
      args: (folder, configPath, port) => [
        `--config.file=${configPath}`,
        `--storage.tsdb.path=${folder.file('data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        ...flags,
      ],
    },
    config,
  );
}
