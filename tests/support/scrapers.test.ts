/**
 * The test scrapers themselves: they start, find targets by file_sd and HTTP-SD, and end.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, vi } from 'vitest';
import { needs } from './needs.ts';
import { startPrometheus } from './prometheus.ts';
import { promtoolCheckConfig } from './promtool.ts';
import type { Scraper } from './scraper.ts';
import { tempFolder, type TempFolder } from './temp.ts';
import { startVmagent } from './vmagent.ts';

const groups = (address: string): string =>
  JSON.stringify([{ targets: [address], labels: { __meta_spcs_compute_pool_name: 'p1' } }]);

let folder: TempFolder;
let server: Server;
let scraper: Scraper | undefined;
let config: string;

beforeAll(async () => {
  folder = await tempFolder('scrapers');
  await writeFile(folder.file('targets.json'), groups('127.64.0.1:9001'));
  server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(groups('127.64.0.2:9001'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  config = `scrape_configs:
  - job_name: file
    file_sd_configs: [{ files: ['${folder.file('targets.json')}'] }]
  - job_name: http
    http_sd_configs: [{ url: 'http://127.0.0.1:${address.port}/' }]
`;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await folder.remove();
});
afterEach(async () => {
  await scraper?.stop();
  scraper = undefined;
});

async function findsBoth(started: Scraper): Promise<void> {
  scraper = started;
  await vi.waitFor(
    async () => {
      expect(await started.addresses('file')).toEqual(['127.64.0.1:9001']);
      expect(await started.addresses('http')).toEqual(['127.64.0.2:9001']);
    },
    { timeout: 20_000, interval: 50 },
  );
  const [target] = await started.targets('http');
  expect(target?.discoveredLabels['__meta_spcs_compute_pool_name']).toBe('p1');
}

describe('a scraper finds targets in a file and over HTTP', () => {
  needs('prometheus').test('Prometheus', async () => findsBoth(await startPrometheus(config)));
  needs('vmagent').test('vmagent', async () => findsBoth(await startVmagent(config)));
});

needs('promtool').test('promtool accepts what is right and refuses what is not', async () => {
  const path = folder.file('prometheus.yml');
  await writeFile(path, config);
  expect(await promtoolCheckConfig(path)).toMatchObject({ accepted: true });
  await writeFile(folder.file('targets.json'), '[{"targets":["a:1"],"labels":{},"more":1}]');
  const verdict = await promtoolCheckConfig(path);
  expect(verdict.accepted).toBe(false);
  expect(verdict.output).toContain('targets.json');
});
