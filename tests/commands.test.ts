/**
 * The commands that explain themselves, against a real NSD: what they print is for people and for
 * programs, so both are held word by word. Once with the built program, otherwise within this process.
 */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { runTargets } from '../sd-cli/src/commands/targets.ts';
import type { DnsServer } from './support/dns-server.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { runHere } from './support/run-here.ts';
import { runSpcsSd, startSpcsSd } from './support/spcs-sd.ts';
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

async function configPath(server: string, pools: readonly string[]): Promise<string> {
  const path = folder.file(`${pools.join('-')}.yml`);
  const text = stringify({
    pools: { static: pools.map((name) => ({ name, endpoint: endpoint(name) })) },
    dns: { servers: [server], timeout: '2s', attempts: 2, min_refresh: '100ms', max_refresh: '200ms' },
    retention: { confirm_for: '200ms', confirm_collapse: '200ms' },
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  });
  await writeFile(path, text);
  return path;
}

const config = async (server: string, pools: readonly string[]): Promise<string> =>
  `--config.file=${await configPath(server, pools)}`;

const bound = { timeout: 25_000, interval: 10 };

needs('nsd').describe('with an NSD', () => {
  let nsd: DnsServer;
  beforeAll(async () => {
    nsd = await startNsd(zoneFile(origin, 1, lines));
  });
  afterAll(() => nsd?.stop());

  test('targets says of each name what was asked, what worked, and what became of it', async () => {
    const args = ['targets', await config(nsd.address, ['plain', 'legacy', 'twin', 'odd', 'gone'])];
    expect(await runSpcsSd(args, { cwd: folder.path })).toEqual({
      code: 0,
      stdout: `[\n${group('legacy', '127.90.0.2:9001')},\n${group('plain', '127.90.0.1:9001')}\n]\n`,
      stderr: `pool list: 5 pools
DNS servers: ${nsd.address}
gone: ${endpoint('gone')}: over udp: the name does not exist (NXDOMAIN), TTL 5 s → 0 targets
legacy: ${endpoint('legacy')}: A and AAAA over udp: 1 record, TTL 5 s; for SRV over udp: the name has no records of this type (NODATA), TTL 5 s → 1 target
odd: ${endpoint('odd')}: SRV over udp: 1 record, TTL 30 s → 0 targets
odd: refused 10.0.0.1:9001: this address is not allowed (limits.allow_cidrs)
plain: ${endpoint('plain')}: SRV over udp: 1 record, TTL 30 s → 1 target
twin: ${endpoint('twin')}: SRV over udp: 1 record, TTL 30 s → 0 targets
127.90.0.1:9001 is claimed by plain, twin: plain keeps it
in all 2 targets of 5 pools: 1 by A and AAAA over udp, 3 by SRV over udp, 1 without records
`,
    });
  });

  test('targets without any target is an empty list, when that is what the DNS says', async () => {
    const { code, stdout } = await runHere(['targets', await config(nsd.address, ['gone'])]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
  });

  test('targets --watch prints what is there, and then what changes', async () => {
    const ending = new AbortController();
    let stdout = '';
    let stderr = '';
    const terminal = {
      out: (text: string) => void (stdout += text.replaceAll(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z /gm, '')),
      err: (text: string) => void (stderr += text),
      env: {},
    };
    const configFile = await configPath(nsd.address, ['plain', 'legacy']);
    const options = { configFile, watch: true, log: { level: 'warn', format: 'logfmt' } } as const;
    const code = runTargets(options, terminal, ending.signal);
    const first = '+ legacy 127.90.0.2:9001\n+ plain 127.90.0.1:9001\n';
    await vi.waitFor(() => expect(stdout).toBe(first), bound);
    const moved = lines.map((line) => line.replace('plain A 127.90.0.1', 'plain A 127.90.0.9'));
    await nsd.reload(zoneFile(origin, 2, moved));
    // The old one goes once that is confirmed; on a busy machine both may come in one list.
    const change = ['+ plain 127.90.0.9:9001', '- plain 127.90.0.1:9001'];
    const changed = (): readonly string[] => stdout.slice(first.length).trim().split('\n').toSorted();
    await vi.waitFor(() => expect(changed()).toEqual(change), bound);
    ending.abort();
    expect(await code).toBe(0);
    expect(stderr).toBe('');
    await nsd.reload(zoneFile(origin, 3, lines));
  }, 60_000);

  test.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'plain',
      ['127.90.0.1:9001'],
      [
        'asked for SRV: SRV over udp: 1 record, TTL 30 s',
        `  127.90.0.1 port 9001 (n1.plain.${origin})`,
        'asked for A and AAAA: over udp: the name has no records of this type (NODATA), TTL 5 s',
        'decision: 1 target from SRV',
      ],
    ],
    [
      'legacy',
      ['127.90.0.2:9001'],
      [
        'asked for SRV: over udp: the name has no records of this type (NODATA), TTL 5 s',
        // The missing AAAA may come as early as its negative TTL says.
        'asked for A and AAAA: A and AAAA over udp: 1 record, TTL 5 s',
        '  127.90.0.2 port 9001',
        'decision: 1 target from A and AAAA, as there is no SRV',
      ],
    ],
    [
      'odd',
      [],
      [
        'asked for SRV: SRV over udp: 1 record, TTL 30 s',
        `  10.0.0.1 port 9001 (n1.odd.${origin})`,
        'asked for A and AAAA: over udp: the name has no records of this type (NODATA), TTL 5 s',
        'decision: 0 targets from SRV; 1 of the records are refused or the same',
      ],
    ],
    [
      'gone',
      [],
      [
        'asked for SRV: over udp: the name does not exist (NXDOMAIN), TTL 5 s',
        'asked for A and AAAA: over udp: the name does not exist (NXDOMAIN), TTL 5 s',
        'decision: no targets',
      ],
    ],
  ])('lookup explains %s on stderr, its targets go to stdout', async (pool, targets, said) => {
    const answer = await runHere(['lookup', await config(nsd.address, ['plain']), `${endpoint(pool)}.`]);
    const stderr = [`name: ${endpoint(pool)}`, `DNS servers: ${nsd.address}`, ...said, ''].join('\n');
    expect(answer).toEqual({ code: 0, stdout: targets.map((target) => `${target}\n`).join(''), stderr });
  });

  test('lookup takes the name of a pool of the list, and names those that there are', async () => {
    const option = await config(nsd.address, ['plain', 'legacy']);
    const { code, stdout, stderr } = await runHere(['lookup', option, 'PLAIN']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '127.90.0.1:9001\n' });
    expect(stderr).toMatch(
      /^pool plain: endpoint discover\.monitor\.plain\.cp\.spcs\.internal\nname: discover/,
    );
    expect(await runHere(['lookup', option, 'plan'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: the list of 2 pools has no "plan": did you mean plain?\n',
    });
  });

  test('lookup of a name that the server refuses: not known, exit code 1', async () => {
    const args = ['lookup', await config(nsd.address, ['plain']), 'elsewhere.example'];
    const { code, stdout, stderr } = await runHere(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /asked for SRV: not known: the server refused to answer \(REFUSED\); 127\.0\.0\.1:\d+/,
    );
    expect(stderr).toMatch(/\ndecision: not known, so a pool with this name keeps its last targets\n$/);
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

test('the bundle, whose schemas are compiled beforehand, says the same of a configuration as the sources', async () => {
  const path = folder.file('wrong.yml');
  const text = [
    'pools: { static: [{ name: a, nodes: 1 }, 7, { endpoint: "a..b" }], file: {} }',
    'dns: { port: 70000, record_type: MX, servers: [], resolvers: 1, timeout: soon }',
    'retention: { confirm_for: -1s }',
    'labels: yes',
    'limits: { allow_ports: [1, 1], max_pools: 0.5 }',
  ].join('\n');
  await writeFile(path, text);
  const here = await runHere(['check', path]);
  expect(here.stderr.split('\n').length).toBeGreaterThan(10);
  expect(await runSpcsSd(['check', path], { cwd: folder.path })).toEqual(here);
});

test("lookup of a pool's name says that it needs the list", async () => {
  const { code, stderr } = await runHere(['lookup', 'plain']);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: "plain" has no dot, so it is a pool's name, whose list is needed\n`);
});
