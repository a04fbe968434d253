/**
 * The commands that explain themselves, with the built program against a real NSD: what they print is
 * for people and for programs, so both are held word by word.
 */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import type { DnsServer } from './support/dns-server.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { runSpcsSd, startSpcsSd, type Ended } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { zoneFile } from './support/zone-file.ts';

const origin = 'cp.spcs.internal';
const lines = [
  'discover.monitor.plain SRV 0 0 9001 n1.plain',
  'n1.plain A 127.90.0.1',
  'discover.monitor.legacy A 127.90.0.2',
  'discover.monitor.twin SRV 0 0 9001 n1.plain',
  'discover.monitor.odd SRV 0 0 9001 n1.odd',
  'n1.odd A 10.0.0.1',
];
const endpoint = (pool: string): string => `discover.monitor.${pool}.${origin}`;
const group = (pool: string, target: string): string =>
  `{"targets":["${target}"],"labels":{"__meta_spcs_compute_pool_endpoint":"${endpoint(pool)}",` +
  `"__meta_spcs_compute_pool_name":"${pool}"}}`;

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('commands');
});
afterAll(() => folder.remove());

const run = (...args: readonly string[]): Promise<Ended> => runSpcsSd(args, { cwd: folder.path });

async function config(server: string, pools: readonly string[]): Promise<string> {
  const path = folder.file(`${pools.join('-')}.yml`);
  const text = stringify({
    pools: { static: pools.map((name) => ({ name, endpoint: endpoint(name) })) },
    dns: { servers: [server], timeout: '300ms', attempts: 1, min_refresh: '1s', max_refresh: '1s' },
    retention: { confirm_for: '1s', confirm_collapse: '1s' },
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  });
  await writeFile(path, text);
  return `--config.file=${path}`;
}

needs('nsd').describe('with an NSD', () => {
  let nsd: DnsServer;
  beforeAll(async () => {
    nsd = await startNsd(zoneFile(origin, 1, lines));
  });
  afterAll(() => nsd?.stop());

  test('targets says of each name what was asked, what worked, and what became of it', async () => {
    const pools = ['plain', 'legacy', 'twin', 'odd', 'gone'];
    expect(await run('targets', await config(nsd.address, pools))).toEqual({
      code: 0,
      stdout: `[\n${group('legacy', '127.90.0.2:9001')},\n${group('plain', '127.90.0.1:9001')}\n]\n`,
      stderr: `pool list: 5 pools
gone: ${endpoint('gone')}: over udp: the name does not exist (NXDOMAIN), TTL 5 s → 0 targets
legacy: ${endpoint('legacy')}: A and AAAA over udp: 1 record, TTL 5 s → 1 target
odd: ${endpoint('odd')}: SRV over udp: 1 record, TTL 30 s → 0 targets
odd: refused 10.0.0.1:9001: this address is not allowed (limits.allow_cidrs)
plain: ${endpoint('plain')}: SRV over udp: 1 record, TTL 30 s → 1 target
twin: ${endpoint('twin')}: SRV over udp: 1 record, TTL 30 s → 0 targets
127.90.0.1:9001 is claimed by plain, twin: plain keeps it
`,
    });
  });

  test('targets without any target is an empty list, when that is what the DNS says', async () => {
    const { code, stdout } = await run('targets', await config(nsd.address, ['gone']));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
  });

  test('targets --watch prints the list in one line, and again when it differs', async () => {
    const watching = startSpcsSd(['targets', '--watch', await config(nsd.address, ['plain', 'legacy'])], {
      cwd: folder.path,
    });
    const before = `[${group('legacy', '127.90.0.2:9001')},${group('plain', '127.90.0.1:9001')}]\n`;
    const after = `[${group('legacy', '127.90.0.2:9001')},${group('plain', '127.90.0.9:9001')}]\n`;
    const bound = { timeout: 15_000, interval: 20 };
    await vi.waitFor(() => expect(watching.stdout()).toBe(before), bound);
    await nsd.reload(
      zoneFile(
        origin,
        2,
        lines.map((line) => line.replace('plain A 127.90.0.1', 'plain A 127.90.0.9')),
      ),
    );
    await vi.waitFor(() => expect(watching.stdout().endsWith(after)).toBe(true), bound);
    watching.signal('SIGINT');
    expect((await watching.ended).code).toBe(0);
    expect(watching.stderr()).toMatch(/msg="targets added" pool=plain count=1 targets=127\.90\.0\.9:9001\n/);
    await nsd.reload(zoneFile(origin, 3, lines));
  }, 60_000);

  test.each([
    [
      'plain',
      0,
      [
        'asked for SRV: SRV over udp: 1 record, TTL 30 s',
        `  127.90.0.1 port 9001 (n1.plain.${origin})`,
        'asked for A and AAAA: over udp: the name has no records of this type (NODATA), TTL 5 s',
        'decision: 1 target from SRV',
        '  127.90.0.1:9001',
      ],
    ],
    [
      'legacy',
      0,
      [
        'asked for SRV: over udp: the name has no records of this type (NODATA), TTL 5 s',
        // The missing AAAA may come as early as its negative TTL says.
        'asked for A and AAAA: A and AAAA over udp: 1 record, TTL 5 s',
        '  127.90.0.2 port 9001',
        'decision: 1 target from A and AAAA, as there is no SRV',
        '  127.90.0.2:9001',
      ],
    ],
    [
      'odd',
      0,
      [
        'asked for SRV: SRV over udp: 1 record, TTL 30 s',
        `  10.0.0.1 port 9001 (n1.odd.${origin})`,
        'asked for A and AAAA: over udp: the name has no records of this type (NODATA), TTL 5 s',
        'decision: 0 targets from SRV; 1 of the records are refused or the same',
      ],
    ],
    [
      'gone',
      0,
      [
        'asked for SRV: over udp: the name does not exist (NXDOMAIN), TTL 5 s',
        'asked for A and AAAA: over udp: the name does not exist (NXDOMAIN), TTL 5 s',
        'decision: no targets',
      ],
    ],
  ])('lookup explains %s', async (pool, code, said) => {
    const answer = await run('lookup', await config(nsd.address, ['plain']), `${endpoint(pool)}.`);
    const stdout = [`name: ${endpoint(pool)}`, `servers: ${nsd.address}`, ...said, ''].join('\n');
    expect(answer).toEqual({ code, stdout, stderr: '' });
  });

  test('lookup of a name that the server refuses: not known, exit code 1', async () => {
    const { code, stdout } = await run('lookup', await config(nsd.address, ['plain']), 'elsewhere.example');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /asked for SRV: not known: the server refused to answer \(REFUSED\); 127\.0\.0\.1:\d+/,
    );
    expect(stdout).toMatch(/\ndecision: not known, so a pool with this name keeps its last targets\n$/);
  });

  test('--log.format=json gives lines that are JSON', async () => {
    const program = startSpcsSd(
      ['http', await config(nsd.address, ['plain']), '--web.listen-address=127.0.0.1:0', '--log.format=json'],
      { cwd: folder.path },
    );
    await program.says('the first list of targets is ready');
    const { stderr } = await program.stop();
    const said: readonly Record<string, unknown>[] = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(said.map(({ msg }) => msg)).toEqual(['listening', 'the first list of targets is ready', 'ending']);
    expect(said[0]).toMatchObject({
      level: 'info',
      ts: expect.stringMatching(/^\d{4}-.*Z$/),
      address: expect.any(String),
    });
  });
});
