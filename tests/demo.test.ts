/**
 * The demonstration as someone sees it who has just cloned the repository: the built program starts,
 * every line that it offers works when pasted, and it ends cleanly.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freeTcpPort } from './support/ports.ts';
import { needs } from './support/needs.ts';
import { startProcess, untilReady, type ServerProcess } from './support/process.ts';
import { activeAddresses } from './support/prometheus-api.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

const program = new URL('../sd-cli/dist/main.js', import.meta.url).pathname;

let folder: TempFolder;
let demo: ServerProcess;
let httpUrl: string;

/** The lines after `Try:`, without what is said about them. */
function attempts(): readonly string[] {
  const [, after = ''] = demo.output().split('\nTry:\n');
  const [block = ''] = after.split('\n\n');
  return block.split('\n').map((line) => line.replace(/\s+#.*$/, '').trim());
}

/** What stands behind a name in the list of what runs where. */
function placeOf(name: string): string {
  const line = demo
    .output()
    .split('\n')
    .find((each) => each.startsWith(`  ${name}  `));
  return line?.slice(name.length + 2).trim() ?? '';
}

async function paste(line: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', line]);
  return stdout;
}

/** Pastes the line that has this in it. */
function attempt(part: string): Promise<string> {
  const line = attempts().find((each) => each.includes(part));
  if (line === undefined) throw new Error(`no line offers ${part}:\n${demo.output()}`);
  return paste(line);
}

// Confirmations take seconds by design, and a busy machine takes its own.
vi.setConfig({ testTimeout: 60_000 });
const eventually = { timeout: 50_000, interval: 100 };

function targetsIn(body: string): readonly string[] {
  const groups: readonly { readonly targets: readonly string[] }[] = JSON.parse(body);
  return groups.flatMap(({ targets }) => targets);
}

beforeAll(async () => {
  folder = await tempFolder('demo-test');
  const listen = `127.0.0.1:${await freeTcpPort()}`;
  httpUrl = `http://${listen}`;
  demo = await startProcess(
    process.execPath,
    [program, 'sandbox', '--demo', `--web.listen-address=${listen}`, '--node.port=0'],
    { ...process.env, TMPDIR: folder.path, PATH: `${process.env['PATH']}:/usr/sbin` },
  );
  await untilReady(demo, () => Promise.resolve(demo.output().includes('Ctrl-C ends everything.')), 45_000);
});
afterAll(async () => {
  await demo.stop();
  await folder.remove();
});

describe('the demonstration', () => {
  test('serves the same targets over HTTP and in the file', async () => {
    const web = targetsIn(await attempt('/targets?pool=web'));
    expect(web).toHaveLength(3);
    await vi.waitFor(async () => {
      const all = await (await fetch(`${httpUrl}/targets`)).text();
      expect(JSON.parse(await attempt('spcs.json'))).toEqual(JSON.parse(all));
      expect(targetsIn(all)).toHaveLength(49);
    }, eventually);
  });

  test('shows new targets when a pool is scaled', async () => {
    await attempt('scale?nodes=5');
    await vi.waitFor(async () => {
      expect(targetsIn(await attempt('/targets?pool=web'))).toHaveLength(5);
    }, eventually);
  });

  test('loses none while the DNS is broken', async () => {
    await attempt('faults?kind=servfail');
    expect(targetsIn(await attempt('/targets?pool=web'))).toHaveLength(5);
    await attempt('DELETE');
  });

  test('has the newest session token in its file, as a container has', async () => {
    const control = placeOf('control of the account');
    const token = await (await fetch(`${control}sql/token/expire`, { method: 'POST' })).text();
    const path = join(placeOf('configurations and logs'), 'token');
    await vi.waitFor(async () => expect(await readFile(path, 'utf8')).toBe(token.trim()), eventually);
  });

  // Both take their time by design: a suspended pool is confirmed, and Prometheus looks every 5 s.
  describe.concurrent('meanwhile', () => {
    test('drops the targets of a pool that is suspended', async () => {
      await attempt('suspend');
      await vi.waitFor(async () => {
        expect(targetsIn(await attempt('/targets?pool=web'))).toEqual([]);
      }, eventually);
    });

    needs('prometheus').test('is scraped by Prometheus through both', async () => {
      const url = placeOf('Prometheus').replace(/\/targets$/, '');
      await vi.waitFor(async () => {
        const expected = targetsIn(await (await fetch(`${httpUrl}/targets`)).text()).toSorted();
        expect(await activeAddresses(url, 'spcs-http')).toEqual(expected);
        expect(await activeAddresses(url, 'spcs-file')).toEqual(expected);
      }, eventually);
    });
  });

  test('ends everything when it is told to', async () => {
    demo.signal('SIGTERM');
    await vi.waitFor(() => expect(demo.isRunning()).toBe(false), eventually);
    expect(demo.exitCode()).toBe(0);
    await expect(fetch(httpUrl)).rejects.toThrow('fetch failed');
    expect(await readdir(folder.path)).toEqual([]);
  });
});
