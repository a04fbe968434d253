/**
 * Many who send slowly and many who send nothing, all at once, against the built program: scrapes go on,
 * and it holds a bounded number of connections and a bounded amount of memory.
 *
 * A tenth of the flood each time; `HTTP_FLOOD=full` gives all of it (500 slow clients, 10,000 idle ones)
 * and needs 12,000 open files.
 */
import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { DnsServer } from './support/dns-server.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { poolsOrigin, poolsZoneLines, writePoolsConfig } from './support/pools-config.ts';
import { rawClient, type RawClient } from './support/raw-client.ts';
import { startSpcsSd, urlOf, type SpcsSd } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { zoneFile } from './support/zone-file.ts';

const share = process.env['HTTP_FLOOD'] === 'full' ? 1 : 0.1;
const slowClients = 500 * share;
const idleClients = 10_000 * share;

/** What `sd-cli/src/web/limits.ts` allows at most. */
const mostConnections = 1_024;
/** A scraper gives up after its interval; ten seconds is the shortest that anyone sets. */
const patienceMs = 10_000;

let nsd: DnsServer;
let folder: TempFolder;
let program: SpcsSd;
let url: string;

const clients: RawClient[] = [];
let dripping: NodeJS.Timeout | undefined;

beforeAll(async () => {
  nsd = await startNsd(zoneFile(poolsOrigin, 1, poolsZoneLines(['a'])));
  folder = await tempFolder('flood');
  await writePoolsConfig(folder.file('spcs-sd.yml'), { pools: ['a'], server: nsd.address });
  const args = ['http', '--config.file=spcs-sd.yml', '--web.listen-address=127.0.0.1:0'];
  program = startSpcsSd(args, { cwd: folder.path });
  url = await urlOf(program);
  await program.says('the first list of targets is ready');
});
afterAll(async () => {
  clearInterval(dripping);
  for (const client of clients) client.destroy();
  await program?.stop();
  await nsd?.stop();
  await folder?.remove();
});

/** As a scraper does; rejects when it would have given up. A connection of its own. */
async function scrape(path = '/targets'): Promise<string> {
  const headers = { connection: 'close' };
  const response = await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(patienceMs) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}

async function metric(name: string): Promise<number> {
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(await scrape('/metrics'))?.[1]);
}

/** Some at a time, so that the system's queue of new connections is not what is tested. */
async function flood(count: number, start: string): Promise<void> {
  const port = Number(new URL(url).port);
  for (let left = count; left > 0; left -= 100) {
    const some = await Promise.all(Array.from({ length: Math.min(left, 100) }, () => rawClient(port)));
    for (const client of some) client.send(start);
    clients.push(...some);
  }
}

needs('nsd').test(
  'slow and idle clients do not stop a scrape',
  async () => {
    const targets = await scrape();
    const before = await metric('process_resident_memory_bytes');

    const served = 'GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n';
    await Promise.all([
      flood(slowClients, 'GET /targets HTTP/1.1\r\nX: '),
      flood(idleClients / 2, served),
      flood(idleClients / 2, ''),
    ]);
    dripping = setInterval(() => {
      for (const client of clients.slice(0, slowClients)) client.send('y');
    }, 200);
    for (let n = 0; n < 20; n++) expect(await scrape()).toBe(targets);

    expect(await metric('spcs_sd_http_connections')).toBeLessThanOrEqual(mostConnections);
    const all = slowClients + idleClients;
    const evicted = await metric('spcs_sd_http_connections_evicted_total');
    expect(evicted).toBeGreaterThanOrEqual(all - mostConnections);
    const grown = (await metric('process_resident_memory_bytes')) - before;
    expect(grown).toBeLessThan(200 * 1024 * 1024);

    for (const client of clients) client.destroy();
    await vi.waitFor(async () => expect(await metric('spcs_sd_http_connections')).toBeLessThan(10), {
      timeout: 20_000,
    });
    const said = program.stderr().match(/level=(?:warn|error) msg="[^"]*"/g) ?? [];
    // Whether slow clients are cut off meanwhile depends on how long all of this takes.
    const [tooMany = '', ...more] = said.filter((line) => !line.includes('requests are refused'));
    expect(tooMany, 'told when it begins, however many they are').toMatch(/too many connections/);
    expect(more).toEqual([]);
    expect(said.length).toBeLessThanOrEqual(2);
  },
  120_000,
);
