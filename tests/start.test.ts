/**
 * What the built program reads before it listens: a start takes as long as that, whatever the machine.
 */
import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../tools/run.mjs';
import { runSpcsSd } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

const preload = join(repository, 'tests', 'support', 'loaded-scripts.mjs');
const listen = ['http', '--web.listen-address=127.0.0.1:0', '--state.file='];

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('start');
  await writeFile(
    folder.file('spcs-sd.yml'),
    'pools: { static: [{ name: p }] }\ndns: { servers: ["127.0.0.1:9"] }\n',
  );
});
afterAll(() => folder.remove());

/** As URLs, in their order. */
async function loadedBy(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const options = { cwd: folder.path, env: { ...env, NODE_OPTIONS: `--import=${preload}` } };
  const { code, stdout, stderr } = await runSpcsSd(args, options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as readonly string[];
}

const filesOf = (urls: readonly string[]): readonly string[] =>
  urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
/** Without the hash of their content. */
const namesOf = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(paths.map((path) => basename(path).replace(/-[\w-]{8}\.js$/, '')));

const always = ['discovery', 'http', 'main.js', 'program', 'rolldown-runtime', 'server', 'settings'];

test('with a configuration it reads what reads one, and nothing of what comes later', async () => {
  const urls = await loadedBy([...listen, '--config.file=spcs-sd.yml']);
  const files = filesOf(urls);
  expect(namesOf(files)).toEqual(new Set([...always, 'configuration', 'load-config']));
  // A package that comes whole again, or another one, is more than that.
  const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  expect(bytes).toBeLessThan(930_000);
  // Only a server with TLS, and whoever asks a server by HTTPS, needs them.
  const unwanted = ['node:tls', 'node:https', 'node:http2', 'node:worker_threads', 'node:readline'];
  expect(urls.filter((url) => unwanted.includes(url))).toEqual([]);
  const text = files.map((path) => readFileSync(path, 'utf8')).join('\n');
  // Of what only other commands need, of parts of packages that nobody uses, and of an import for which newer
  // Nodes read much more than HTTP.
  for (const sign of [
    'Pushgateway',
    'opentelemetry',
    'TDigest',
    'require_Alias',
    'createSandbox',
    'Content-Security-Policy',
    'from "node:http"',
  ]) {
    expect(text).not.toContain(sign);
  }
});

test('without a configuration it reads nothing that reads one', async () => {
  const env = { SNOWFLAKE_ACCOUNT: 'ORG-ACCOUNT', SNOWFLAKE_HOST: '127.0.0.1' };
  expect(namesOf(filesOf(await loadedBy(listen, env)))).toEqual(new Set(always));
});
