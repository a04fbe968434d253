/** Live mode: our endpoint and our file pass it; what answers as the originals did, or breaks bytes, does not. */
import { writeFile } from 'node:fs/promises';
import { Resolver } from 'node:dns/promises';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { startSandbox, type Sandbox } from '@spcs-sd/sandbox';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { examineLive, type LiveTarget } from '../sd-cli/src/conform/live/live.ts';
import { textReport } from '../sd-cli/src/conform/text-report.ts';
import type { Examined } from '../sd-cli/src/conform/verdict.ts';
import { accessTo } from './support/account-access.ts';
import { endLater, endWorlds } from './support/account-world.ts';
import { startSpcsSd, urlOf } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

afterAll(endWorlds);
vi.setConfig({ testTimeout: 120_000 });

const confirmForMs = 600;

/**
 * Our own resolver knows negative TTLs, of which a removal waits for two: ten seconds here. `wire` by hand:
 * CONFORM_RESOLVER=wire.
 */
const resolver = process.env['CONFORM_RESOLVER'] ?? 'native';

interface World {
  readonly sandbox: Sandbox;
  readonly folder: TempFolder;
  readonly configFlag: string;
}

async function world(): Promise<World> {
  const folder = await tempFolder('conform-live');
  const pools = ['grows', 'shrinks', 'fails-1', 'fails-2'].map((name) => ({ name, nodes: 3 }));
  const sandbox = await startSandbox({ serveNodes: false, pools, ttlSeconds: 1, negativeTtlSeconds: 1 });
  endLater(() => folder.remove());
  endLater(() => sandbox.close());
  await writeFile(folder.file('token'), sandbox.sql.sessionToken());
  const text = stringify({
    pools: { snowflake: { ...accessTo(sandbox.sql), refresh_interval: '300ms' } },
    dns: {
      resolver,
      servers: [sandbox.dnsAddress],
      timeout: '300ms',
      attempts: 1,
      min_refresh: '100ms',
      max_refresh: '100ms',
    },
    retention: { confirm_for: `${confirmForMs}ms`, confirm_collapse: '60s', startup_grace: '0' },
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  });
  await writeFile(folder.file('spcs-sd.yml'), text);
  return { sandbox, folder, configFlag: `--config.file=${folder.file('spcs-sd.yml')}` };
}

const { signal } = new AbortController();

function examineOn(
  { sandbox }: World,
  target: LiveTarget,
  patienceMs = 60_000,
): Promise<readonly Examined[]> {
  const options = { patienceMs, holdMs: 900, confirmForMs, only: [], signal };
  return examineLive(target, { ...options, sandbox: new URL(sandbox.controlUrl) });
}

function failedRules(examined: readonly Examined[]): readonly string[] {
  const failed = examined.filter(({ verdict }) => verdict.kind === 'broken');
  return [...new Set(failed.flatMap(({ subject }) => subject.rules))].toSorted();
}

/** All that a person would read about what failed. */
function report(examined: readonly Examined[]): string {
  return textReport(examined, 'checks').join('\n');
}

async function serving(answer: RequestListener): Promise<URL> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  endLater(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/`);
}

describe.concurrent('live', () => {
  test('our endpoint passes', async () => {
    const on = await world();
    const args = ['http', on.configFlag, '--web.listen-address=127.0.0.1:0', '--state.file='];
    const program = startSpcsSd(args, { cwd: on.folder.path });
    endLater(() => program.stop());
    const examined = await examineOn(on, { kind: 'http', url: new URL(`${await urlOf(program)}/targets`) });
    expect(report(examined)).toMatch(/\n22 checks: 22 passed, 0 failed, 0 not supported$/);
  });

  test('our file passes', async () => {
    const on = await world();
    const path = on.folder.file('spcs.json');
    const args = ['file', on.configFlag, `--output.file=${path}`, '--state.file='];
    const program = startSpcsSd(args, { cwd: on.folder.path });
    endLater(() => program.stop());
    const examined = await examineOn(on, { kind: 'file', path });
    expect(report(examined)).toMatch(/\n18 checks: 18 passed, 0 failed, 0 not supported$/);
  });

  test('an endpoint that looks everything up anew, as the originals did, is caught', async () => {
    const on = await world();
    const naive = new Resolver({ timeout: 100, tries: 1 });
    naive.setServers([on.sandbox.dnsAddress]);
    const url = await serving((_request, response) => {
      const pools = on.sandbox.account().pools.map(async ({ name }) => {
        const names = await naive.resolve4(`discover.monitor.${name}.cp.spcs.internal`).catch(() => null);
        const targets = names?.map((address) => `${address}:9001`) ?? null;
        return { targets, labels: { __meta_spcs_compute_pool_name: name.toLowerCase() } };
      });
      void Promise.all(pools).then((groups) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(groups));
      });
    });
    await on.sandbox.change({ kind: 'scale', pool: 'grows', nodes: 2 });
    const examined = await examineOn(on, { kind: 'http', url }, 2000);
    expect(failedRules(examined)).toEqual(
      expect.arrayContaining(['SD-BYTES-1', 'SD-DNS-1', 'SD-HTTP-4', 'SD-LABEL-2', 'SD-RET-4', 'SD-RET-9']),
    );
  });

  test('an endpoint that breaks every rule of HTTP is caught', async () => {
    const url = await serving((request, response) => {
      if (request.method === 'HEAD') response.statusCode = 404;
      response.setHeader('content-type', 'text/json');
      response.setHeader('etag', 'W/"1"');
      response.end('[{"targets":["127.0.0.1:9001"],"labels":{"__meta_spcs_compute_pool_name":"a"}}]');
    });
    const examined = await examineLive(
      { kind: 'http', url },
      { patienceMs: 1000, holdMs: 10, only: [], signal },
    );
    const wanted = `SD-BYTES-1 SD-BYTES-2 SD-BYTES-3 SD-BYTES-4 SD-HTTP-1 SD-HTTP-3 SD-HTTP-4 SD-HTTP-6 SD-HTTP-7
      SD-LABEL-2 SD-LABEL-3`;
    expect(failedRules(examined)).toEqual(wanted.split(/\s+/));
  });

  test.each([
    ['null', 'expected an array'],
    ['[{"targets":null,"labels":{}}]', 'found null'],
    ['[{"targets":[],"labels":{"__meta_spcs_compute_pool_name":"a"}}]', 'group 0 has no targets'],
    ['[{"targets":["a:1"],"labels":{}}]', 'has no label'],
    ['[{"targets":["a:1","a:1"],"labels":{"__meta_spcs_compute_pool_name":"a"}}]', 'there twice'],
    ['[', 'it is no JSON'],
  ])('the file %s is caught', async (text, why) => {
    const folder = await tempFolder('conform-live');
    endLater(() => folder.remove());
    const path = folder.file('spcs.json');
    await writeFile(path, text);
    const examined = await examineLive(
      { kind: 'file', path },
      { patienceMs: 10, holdMs: 10, only: ['SD-BYTES'], signal },
    );
    expect(report(examined)).toContain(why);
    expect(failedRules(examined)).toContain('SD-BYTES-5');
  });
});
