/**
 * The ready configurations on a simulated account: Prometheus, vmagent and, where they are named, an
 * OpenTelemetry Collector and Alloy find its nodes, and every query of the dashboards has data.
 *
 * What is changed in the files: addresses, and intervals of half a minute to a second.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { alloy, startAlloy } from './support/alloy.ts';
import { dashboards, exprsOf, metricsIn, queriesOf, type PanelQuery } from './support/dashboards.ts';
import { deployedAs, deployPath, deployText } from './support/deploy-files.ts';
import { shards, wholePrometheusConfig } from './support/deploy-prometheus.ts';
import { startDeployStack, type DeployStack } from './support/deploy-stack.ts';
import { pastedLines } from './support/document-commands.ts';
import { needs } from './support/needs.ts';
import { otelcol, startCollector } from './support/otelcol.ts';
import { freeTcpPort } from './support/ports.ts';
import type { ServerProcess } from './support/process.ts';
import { instantQuery, metricNames } from './support/prometheus-api.ts';
import { pastingShell } from './support/pasting-shell.ts';
import { startPrometheus } from './support/prometheus.ts';
import type { Scraper } from './support/scraper.ts';
import { startVmagent } from './support/vmagent.ts';

const eventually = { timeout: 25_000, interval: 200 };
let stack: DeployStack;
let prometheus: Scraper;

/** `host:port` of some pools' nodes. */
function targetsOf(...pools: readonly string[]): readonly string[] {
  const expected = stack.sandbox.expectedTargets();
  return pools.flatMap((pool) => expected.get(pool) ?? []).toSorted();
}

needs('prometheus', 'vmagent').describe('the ready configurations', () => {
  beforeAll(async () => {
    stack = await startDeployStack({ config: { labels: { per_node: true } } });
    // Some jobs ask once a minute, so the first time must do.
    await Promise.all([
      stack.http.says('the first list of targets is ready'),
      stack.file.says('file written'),
    ]);
    prometheus = await startPrometheus(
      (self) => wholePrometheusConfig(stack, self),
      ['--web.enable-remote-write-receiver'],
    );
  });
  afterAll(async () => {
    await prometheus?.stop();
    await stack?.stop();
  });

  async function hasTargets(scraper: Scraper, job: string, expected: readonly string[]): Promise<void> {
    expect(expected).not.toEqual([]);
    await vi.waitFor(async () => expect(await scraper.addresses(job)).toEqual(expected), eventually);
  }

  // First: meanwhile Prometheus waits five seconds before it looks at what it has discovered.
  test('the commands of the documents work when they are pasted', async () => {
    const shell = await pastingShell(stack);
    const { ending, lasting } = pastedLines();
    expect(ending.length).toBeGreaterThan(7);
    expect(lasting.length).toBeGreaterThan(3);
    const said = await Promise.all(ending.map(({ line }) => shell.paste(line)));
    const saidBy = (command: string): string =>
      said[ending.findIndex(({ line }) => line.includes(command))] ?? '';
    expect(saidBy('/-/ready')).toBe('spcs-sd is ready.\n');
    expect(saidBy('/metrics')).toMatch(/^(spcs_sd_.*\n)+$/);
    expect(saidBy('spcs-sd lookup')).toMatch(/^(127\.64\.[\d.:]+\n){5}$/);
    const ends = await Promise.all(lasting.map(({ line }) => shell.pasteLasting(line)));
    expect(ends).toEqual(lasting.map(() => 0));
    // A dozen programs start here.
  }, 120_000);

  describe('of Prometheus', () => {
    test('find every node, by the endpoint and in the file, and label it', async () => {
      await hasTargets(prometheus, 'compute-pools', stack.targets());
      await hasTargets(prometheus, 'prometheus/file-sd.yml/compute-pools', stack.targets());
      const labels = (await prometheus.targets('compute-pools')).map((target) => target.labels);
      expect(labels.filter(({ pool }) => pool === 'training')).toHaveLength(2);
      // Nodes behind addresses alone have no name of their own.
      expect(labels.filter(({ node }) => /^node-\w{4}$/.test(node ?? ''))).toHaveLength(
        stack.targets().length - 1,
      );
    });

    test.each([
      ['named-pools', ['web', 'training']],
      ['asked-for-pools', ['web', 'training']],
      ['pools-that-run', ['web', 'training', 'legacy', 'spare']],
      ['pools-of-a-role', ['training']],
      ['as-the-plugin', ['web']],
      ['pools-without-gpus', ['web', 'legacy', 'spare']],
    ])('choose pools: %s', async (job, pools) => {
      // Whichever was dropped by relabelling is no active target.
      await hasTargets(prometheus, `prometheus/filtering.yml/${job}`, targetsOf(...pools));
    });

    test('divide the nodes among servers, alike in both ways', async () => {
      const shardsOf = async (job: string): Promise<readonly (readonly string[])[]> =>
        Promise.all(shards.map((shard) => prometheus.addresses(`prometheus/sharding.yml/${job}-${shard}`)));
      await vi.waitFor(async () => {
        const parts = await shardsOf('asked-for-shard');
        expect(parts.flat().toSorted()).toEqual(stack.targets());
        expect(await shardsOf('hashed-shard')).toEqual(parts);
      }, eventually);
    });
  });

  describe('of vmagent', () => {
    let vmagent: Scraper;
    beforeAll(async () => {
      const changes = {
        'http://127.0.0.1:9003/targets\n': `http://${stack.httpAddress}/targets\n`,
        "'127.0.0.1:9003'": `'${stack.httpAddress}'`,
        '/etc/vmagent/sd/*.json': stack.outputPath,
        'scrape_interval: 30s': 'scrape_interval: 1s',
      };
      vmagent = await startVmagent(
        deployedAs('vmagent/vmagent.yml', changes).replaceAll('job_name: ', 'job_name: vmagent-'),
        `${prometheus.url}/api/v1/write`,
      );
    });
    afterAll(() => vmagent?.stop());

    test('find every node by the endpoint and in the file', async () => {
      await hasTargets(vmagent, 'vmagent-compute-pools', stack.targets());
      await hasTargets(vmagent, 'vmagent-compute-pools-file', stack.targets());
    });

    test("write the nodes' metrics to another server", async () => {
      const nodes = 'count(node_cpu_capacity{job="vmagent-compute-pools",pool!=""})';
      await vi.waitFor(async () => {
        expect((await instantQuery(prometheus.url, nodes))[0]?.value).toBe(stack.targets().length);
      }, eventually);
    });
  });

  if (otelcol !== undefined) {
    describe('of the OpenTelemetry Collector', () => {
      const collectors: ServerProcess[] = [];
      const start = async (to: string, job: string, env: Readonly<Record<string, string>>): Promise<void> => {
        collectors.push(await startCollector({ to, job, httpAddress: stack.httpAddress, env }));
      };
      afterAll(() => Promise.all(collectors.map((collector) => collector.stop())));

      test('show every node to the Prometheus behind it, as in the service for Snowflake', async () => {
        const endpoint = `127.0.0.1:${await freeTcpPort()}`;
        await start('prometheus', 'compute-pools', { PROMETHEUS_ENDPOINT: endpoint });
        const behind = await startPrometheus((self) =>
          deployedAs('snowflake/prometheus.yml', {
            '127.0.0.1:8889': endpoint,
            '127.0.0.1:9090': self,
            '/config/prometheus/rules': deployPath('prometheus/rules'),
            'scrape_interval: 30s': 'scrape_interval: 1s\n  evaluation_interval: 1s',
          }),
        );
        try {
          await vi.waitFor(async () => {
            const nodes = await instantQuery(behind.url, 'node_cpu_capacity{job="compute-pools",pool!=""}');
            expect(nodes.map(({ metric }) => metric['instance']).toSorted()).toEqual(stack.targets());
            // The rules see what they would see without the collector.
            expect(await instantQuery(behind.url, 'pool:up:avg == 1')).toHaveLength(4);
            expect(await instantQuery(behind.url, 'spcs_sd_targets{job="spcs-sd"}')).toHaveLength(1);
          }, eventually);
        } finally {
          await behind.stop();
        }
      }, 60_000);

      test("write the nodes' metrics to another server", async () => {
        await start('remote-write', 'otelcol-remote-write', {
          REMOTE_WRITE_URL: `${prometheus.url}/api/v1/write`,
        });
        const nodes = 'count(node_cpu_capacity{job="otelcol-remote-write"})';
        await vi.waitFor(async () => {
          expect((await instantQuery(prometheus.url, nodes))[0]?.value).toBe(stack.targets().length);
        }, eventually);
      });

      test('send OTLP', async () => {
        const received: string[] = [];
        const receiver = createServer((request, response) => {
          request.resume().on('end', () => {
            received.push(`${request.method} ${request.url} ${request.headers['content-type']}`);
            response.end();
          });
        }).listen(0, '127.0.0.1');
        await once(receiver, 'listening');
        const { port } = receiver.address() as AddressInfo;
        await start('otlp', 'otelcol-otlp', { OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
        await vi.waitFor(
          () => expect(received).toContain('POST /v1/metrics application/x-protobuf'),
          eventually,
        );
        receiver.close();
        receiver.closeAllConnections();
      });
    });
  }

  if (alloy !== undefined) {
    describe('of Alloy', () => {
      const alloys: ServerProcess[] = [];
      afterAll(() => Promise.all(alloys.map((each) => each.stop())));

      // It reads its log for a quarter of a minute before it writes anything.
      const slowly = { timeout: 80_000, interval: 500 };

      test("find every node by the endpoint and in the file, and write the nodes' metrics elsewhere", async () => {
        const env = {
          SPCS_SD_URL: `http://${stack.httpAddress}/targets`,
          SPCS_SD_ADDRESS: stack.httpAddress,
          REMOTE_WRITE_URL: `${prometheus.url}/api/v1/write`,
        };
        alloys.push(await startAlloy({ job: 'alloy-http', env }));
        alloys.push(await startAlloy({ job: 'alloy-file', env, file: stack.outputPath }));
        await vi.waitFor(async () => {
          for (const job of ['alloy-http', 'alloy-file']) {
            const nodes = await instantQuery(prometheus.url, `node_cpu_capacity{job="${job}",pool!=""}`);
            expect(nodes.map(({ metric }) => metric['instance']).toSorted()).toEqual(stack.targets());
          }
        }, slowly);
      }, 100_000);
    });
  }

  describe('of Grafana', () => {
    const all = dashboards();
    // Scraped each second here.
    const queries = all.flatMap((dashboard) => queriesOf(dashboard, '30s'));

    test('every panel and every variable has data', async () => {
      expect(queries.length).toBeGreaterThan(100);
      let missing = queries;
      await vi.waitFor(async () => {
        const found = await Promise.all(missing.map(hasData));
        missing = missing.filter((_, index) => !found[index]);
        expect(missing.map(({ where, expr }) => `${where}: ${expr}`)).toEqual([]);
      }, eventually);
    });

    test('every metric that dashboards and rules name exists', async () => {
      const rules = ['alerts', 'recording'].map((name) => deployText(`prometheus/rules/${name}.yml`));
      const exprs = [...queries.map(({ expr }) => expr), ...rules.flatMap(exprsOf)];
      const named = new Set(exprs.flatMap(metricsIn));
      expect(named.size).toBeGreaterThan(70);
      await vi.waitFor(async () => {
        const known = await metricNames(prometheus.url);
        expect([...named].filter((name) => !known.has(name))).toEqual([]);
      }, eventually);
    });
  });
});

/** Whether there is a number, and for a variable a value of its label. */
async function hasData({ expr, label }: PanelQuery): Promise<boolean> {
  const samples = await instantQuery(prometheus.url, expr);
  return samples.some(
    ({ metric, value }) => !Number.isNaN(value) && (label === undefined || metric[label] !== undefined),
  );
}
