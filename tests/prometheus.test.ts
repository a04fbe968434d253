/**
 * A real Prometheus on both ways to give it targets: after a change in the DNS it has exactly the new
 * ones, and its own sharding agrees with ours.
 */
import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DnsServer } from './support/dns-server.ts';
import { expectedByPool, targetsByPool, writeFleetConfig } from './support/fleet-config.ts';
import { kdigTargets } from './support/kdig-targets.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { startPrometheus } from './support/prometheus.ts';
import { promtoolCheckConfig } from './support/promtool.ts';
import type { Scraper } from './support/scraper.ts';
import { startSpcsSd, urlOf, type SpcsSd } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { fleet, type Fleet } from './support/zone.ts';

const before = fleet({ seed: 1, serial: 1, pools: 60 });
const after = fleet({ seed: 2, serial: 2, pools: 60 });
const shards = 3;

/** The addresses are not scraped: nobody listens there, and the targets are what counts. */
function prometheusConfig(url: string, file: string): string {
  const http = { url: `${url}/targets`, refresh_interval: '1s' };
  const hashed = Array.from({ length: shards }, (_, shard) => ({
    job_name: `hashmod-${shard}`,
    http_sd_configs: [http],
    relabel_configs: [
      { source_labels: ['__address__'], modulus: shards, target_label: '__tmp_shard', action: 'hashmod' },
      { source_labels: ['__tmp_shard'], regex: String(shard), action: 'keep' },
    ],
  }));
  const ours = Array.from({ length: shards }, (_, shard) => ({
    job_name: `shard-${shard}`,
    http_sd_configs: [{ ...http, url: `${url}/targets?shard=${shard}&of=${shards}` }],
  }));
  return stringify({
    global: { scrape_interval: '1h' },
    scrape_configs: [
      { job_name: 'http', http_sd_configs: [http] },
      { job_name: 'file', file_sd_configs: [{ files: [file] }] },
      ...hashed,
      ...ours,
    ],
  });
}

needs('nsd', 'kdig', 'prometheus', 'promtool').describe('Prometheus on both', () => {
  let nsd: DnsServer;
  let folder: TempFolder;
  let prometheus: Scraper;
  let url: string;
  const programs: SpcsSd[] = [];
  const output = (): string => folder.file('spcs.json');

  beforeAll(async () => {
    [nsd, folder] = await Promise.all([startNsd(...before.zoneFiles), tempFolder('prometheus-test')]);
    const config = `--config.file=${await writeFleetConfig(folder, before, { server: nsd.address })}`;
    const options = { cwd: folder.path };
    const http = startSpcsSd(['http', config, '--web.listen-address=127.0.0.1:0'], options);
    const file = startSpcsSd(['file', config, `--output.file=${output()}`], options);
    programs.push(http, file);
    url = await urlOf(http);
    await Promise.all([http.says('the first list of targets is ready'), file.says('file written')]);
    prometheus = await startPrometheus(prometheusConfig(url, output()));
  });
  afterAll(async () => {
    await prometheus?.stop();
    const ended = await Promise.all(programs.map((program) => program.stop()));
    await nsd?.stop();
    await folder?.remove();
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  });

  async function expectedAddresses(pools: Fleet): Promise<readonly string[]> {
    const endpoints = pools.pools.map(({ endpoint }) => endpoint);
    return [...expectedByPool(pools, await kdigTargets(nsd.port, endpoints)).values()].flat().toSorted();
  }

  async function hasExactly(expected: readonly string[]): Promise<void> {
    await vi.waitFor(
      async () => {
        expect(await prometheus.addresses('http')).toEqual(expected);
        expect(await prometheus.addresses('file')).toEqual(expected);
      },
      { timeout: 25_000, interval: 250 },
    );
  }

  test('has the targets of the zone, and of the next one after a change', async () => {
    const first = await expectedAddresses(before);
    await hasExactly(first);
    for (const zone of after.zoneFiles) await nsd.reload(zone);
    const second = await expectedAddresses(after);
    expect(second.filter((address) => !first.includes(address))).not.toEqual([]);
    expect(first.filter((address) => !second.includes(address))).not.toEqual([]);
    await hasExactly(second);
  }, 60_000);

  test('labels each target with its pool', async () => {
    const byPool = targetsByPool(await (await fetch(`${url}/targets`)).text());
    const labelled = (await prometheus.targets('file')).map(
      ({ discoveredLabels }) =>
        `${discoveredLabels['__address__']} ${discoveredLabels['__meta_spcs_compute_pool_name']}`,
    );
    const expected = [...byPool].flatMap(([pool, targets]) => targets.map((target) => `${target} ${pool}`));
    expect(labelled.toSorted()).toEqual(expected.toSorted());
  });

  test('promtool accepts a configuration with the file', async () => {
    const path = folder.file('prometheus.yml');
    await writeFile(path, prometheusConfig(url, output()));
    expect(await promtoolCheckConfig(path)).toMatchObject({ accepted: true });
  });

  describe('shards', () => {
    test.each(Array.from({ length: shards }, (_, shard) => shard))(
      "?shard=%i and Prometheus' hashmod choose the same targets",
      async (shard) => {
        await vi.waitFor(
          async () => {
            const hashed = await prometheus.addresses(`hashmod-${shard}`);
            expect(hashed).not.toEqual([]);
            expect(await prometheus.addresses(`shard-${shard}`)).toEqual(hashed);
          },
          { timeout: 20_000, interval: 250 },
        );
      },
    );

    test('are the whole together', async () => {
      const parts = await Promise.all(
        Array.from({ length: shards }, (_, shard) => prometheus.addresses(`shard-${shard}`)),
      );
      expect(parts.flat().toSorted()).toEqual(await expectedAddresses(after));
    });
  });
});
