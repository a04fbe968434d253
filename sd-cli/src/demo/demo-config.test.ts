/**
 * The demonstration's configurations are accepted by those who read them.
 */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needs } from '../../../tests/support/needs.ts';
import { promtoolCheckConfig } from '../../../tests/support/promtool.ts';
import { tempFolder, type TempFolder } from '../../../tests/support/temp.ts';
import { loadConfig } from '../config/load-config.ts';
import { prometheusConfig, spcsSdConfig } from './demo-config.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('demo-config');
});
afterAll(() => folder.remove());

test('ours by our own reader', () => {
  const sql = { host: '127.0.0.1', port: 8080, accountName: 'DEMO' };
  const places = { dnsAddress: '127.0.0.1:5300', nodePort: 9001, sql };
  const loaded = loadConfig(spcsSdConfig(places, '/somewhere/token'), 'demo.yml', {});
  expect(loaded).toMatchObject({
    kind: 'ok',
    settings: {
      pools: { kind: 'snowflake' },
      dns: { port: 9001, maxRefreshMs: 2000 },
      policy: { confirmForMs: 2000, limits: { allowCidrs: ['127.0.0.0/8'] } },
    },
  });
});

needs('promtool').test("Prometheus' by promtool", async () => {
  const path = folder.file('prometheus.yml');
  await writeFile(path, prometheusConfig('http://127.0.0.1:9003/targets', folder.file('spcs.json')));
  expect(await promtoolCheckConfig(path)).toMatchObject({ accepted: true });
});
