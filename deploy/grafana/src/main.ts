/**
 * Writes `dashboards/*.json`; with `--check` it writes nothing and exits 1 when one is stale.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { format, resolveConfig } from 'prettier';
import { computePools } from './compute-pools.ts';
import { discovery } from './discovery.ts';
import { services } from './services.ts';

const dashboards: Readonly<Record<string, Dashboard>> = {
  'compute-pools.json': computePools,
  'services.json': services,
  'discovery.json': discovery,
};
const folder = new URL('../dashboards/', import.meta.url);

async function textOf(dashboard: Dashboard): Promise<string> {
  const options = await resolveConfig(new URL('x.json', folder));
  return format(JSON.stringify(dashboard), { ...options, parser: 'json' });
}

await mkdir(folder, { recursive: true });
const orphans = (await readdir(folder)).filter((name) => dashboards[name] === undefined);
const texts = await Promise.all(
  Object.entries(dashboards).map(async ([name, dashboard]) => [name, await textOf(dashboard)] as const),
);
for (const [name, text] of texts) {
  const url = new URL(name, folder);
  if (!process.argv.includes('--check')) await writeFile(url, text);
  else if ((await readFile(url, 'utf8').catch(() => '')) !== text) {
    console.error(`deploy/grafana/dashboards/${name} is stale: run npm run generate`);
    process.exitCode = 1;
  }
}
for (const name of orphans) {
  if (!process.argv.includes('--check')) await rm(new URL(name, folder));
  else {
    console.error(`deploy/grafana/dashboards/${name} belongs to no source: delete it`);
    process.exitCode = 1;
  }
}
