/**
 * A real vmagent for tests. It scrapes what it discovers: give it loopback addresses only.
 */
import { pathOf } from './needs.ts';
import { startScraper, type Scraper } from './scraper.ts';

/** Nobody listens there: what is scraped is not wanted, unless a test says where. */
const nowhere = 'http://127.0.0.1:9/';

/** Starts vmagent with this scrape configuration; it looks for new targets every second. */
export function startVmagent(config: string, remoteWriteUrl = nowhere): Promise<Scraper> {
  return startScraper(
    {
      name: 'vmagent',
      binary: pathOf('vmagent'),
      readyPath: '/health',
      args: (folder, configPath, port) => [
        `-promscrape.config=${configPath}`,
        `-httpListenAddr=127.0.0.1:${port}`,
        `-remoteWrite.url=${remoteWriteUrl}`,
        `-remoteWrite.tmpDataPath=${folder.file('queue')}`,
        '-memory.allowedBytes=64MB',
        '-promscrape.httpSDCheckInterval=1s',
        '-promscrape.fileSDCheckInterval=1s',
      ],
    },
    config,
  );
}
