/**
 * What a restart remembers: with its state file the program serves the same bytes at once, even when
 * the DNS is down; without it, it says that it knows nothing until there are answers.
 */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DnsServer } from './support/dns-server.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { poolsOrigin, poolsZoneLines, writePoolsConfig } from './support/pools-config.ts';
import { runSpcsSd, startSpcsSd, urlOf, type SpcsSd } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { zoneFile } from './support/zone-file.ts';

needs('nsd').describe('a restart', () => {
  const zone = zoneFile(poolsOrigin, 1, poolsZoneLines(['a', 'b']));
  let nsd: DnsServer;
  let folder: TempFolder;
  let programs: SpcsSd[];
  const config = (): string => folder.file('spcs-sd.yml');

  beforeEach(async () => {
    programs = [];
    [nsd, folder] = await Promise.all([startNsd(zone), tempFolder('restart')]);
    await writePoolsConfig(config(), { pools: ['a', 'b'], server: nsd.address });
  });
  afterEach(async () => {
    await Promise.all(programs.map((program) => program.stop()));
    await nsd.stop();
    await folder.remove();
  });

  async function startHttp(...more: readonly string[]): Promise<readonly [SpcsSd, string]> {
    const args = ['http', `--config.file=${config()}`, '--web.listen-address=127.0.0.1:0', ...more];
    const program = startSpcsSd(args, { cwd: folder.path });
    programs.push(program);
    return [program, await urlOf(program)];
  }

  async function firstBytes(): Promise<string> {
    const [program, url] = await startHttp();
    await program.says('the first list of targets is ready');
    const body = await (await fetch(`${url}/targets`)).text();
    await program.stop();
    await nsd.stop();
    return body;
  }

  test('with the state file: the same bytes while the DNS is down', async () => {
    const before = await firstBytes();
    expect(before).toContain('127.80.0.1:9001');
    const [program, url] = await startHttp();
    await program.says('goes on from the saved state');
    const response = await fetch(`${url}/targets`);
    expect([response.status, await response.text()]).toEqual([200, before]);
    expect((await fetch(`${url}/-/ready`)).status).toBe(200);
    await program.says(/level=warn .*pool=a why=/);
    expect(await (await fetch(`${url}/targets`)).text()).toBe(before);
  });

  test('without it: 503 until there are answers, and healthy all the time', async () => {
    const before = await firstBytes();
    await rm(folder.file('spcs-sd.state.json'));
    const [program, url] = await startHttp();
    await program.says(/level=warn .*pool=a why=/);
    const response = await fetch(`${url}/targets`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await fetch(`${url}/-/ready`)).status).toBe(503);
    expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
    nsd = await startNsd(zone);
    await writePoolsConfig(config(), { pools: ['a', 'b'], server: nsd.address });
    program.signal('SIGHUP');
    await program.says('the first list of targets is ready');
    expect(await (await fetch(`${url}/targets`)).text()).toBe(before);
  });

  test('an empty --state.file keeps none', async () => {
    const [program] = await startHttp('--state.file=');
    await program.says('the first list of targets is ready');
    await program.stop();
    await expect(stat(folder.file('spcs-sd.state.json'))).rejects.toThrow('ENOENT');
  });

  test('a state file that is broken is put aside, said, and no reason to fail', async () => {
    await writeFile(folder.file('spcs-sd.state.json'), '{"version":');
    const [program] = await startHttp();
    await program.says(/level=warn .*saved state.*not JSON/);
    await program.says('the first list of targets is ready');
    expect(await readFile(folder.file('spcs-sd.state.json.bad'), 'utf8')).toBe('{"version":');
  });

  test('a state file that cannot be written is said once, counted, and no reason to fail', async () => {
    const [program, url] = await startHttp('--state.file=/sys/spcs-sd.state.json');
    await program.says(/level=warn msg="the state cannot be saved[^\n]*\/sys\/spcs-sd\.state\.json/);
    expect((await fetch(`${url}/targets`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('\nspcs_sd_state_save_failures_total 1\n');
    const { code, stderr } = await program.stop();
    expect([code, stderr.split('the state cannot be saved').length]).toEqual([0, 2]);
  });

  test('of spcs-sd file without its state goes on from the published file', async () => {
    const output = folder.file('spcs.json');
    const args = ['file', `--config.file=${config()}`, `--output.file=${output}`];
    expect((await runSpcsSd([...args, '--once'], { cwd: folder.path })).code).toBe(0);
    const before = await readFile(output, 'utf8');
    await nsd.stop();
    await rm(folder.file('.spcs-sd/spcs.json.state.json'));
    const again = await runSpcsSd([...args, '--once'], { cwd: folder.path });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('the published file is the start');
    expect(again.stderr).toMatch(
      /error: the file has the last good targets, if any, of 2 of 2 pools that gave no answer\n$/,
    );
    expect(await readFile(output, 'utf8')).toBe(before);
  });

  test("of spcs-sd file leaves another producer's file until it knows better", async () => {
    const output = folder.file('spcs.json');
    const foreign = '[{"targets":["127.80.9.9:1"],"labels":{"job":"x"}}]';
    await writeFile(output, foreign);
    await nsd.stop();
    const args = ['file', `--config.file=${config()}`, `--output.file=${output}`];
    const once = await runSpcsSd([...args, '--once'], { cwd: folder.path });
    expect(once.code).toBe(1);
    expect(once.stderr).toContain('error: nothing written: there is no confirmed list of targets yet\n');
    expect(await readFile(output, 'utf8')).toBe(foreign);
    const program = startSpcsSd(args, { cwd: folder.path });
    programs.push(program);
    await program.says(/level=warn .*pool=a why=/);
    expect((await program.stop()).code).toBe(0);
    expect(await readFile(output, 'utf8')).toBe(foreign);
  });

  test('of spcs-sd file restores what someone deleted meanwhile, from its state', async () => {
    const output = folder.file('spcs.json');
    const args = ['file', `--config.file=${config()}`, `--output.file=${output}`];
    expect((await runSpcsSd([...args, '--once'], { cwd: folder.path })).code).toBe(0);
    const before = await readFile(output, 'utf8');
    await nsd.stop();
    await rm(output);
    const program = startSpcsSd([...args, '--web.listen-address=127.0.0.1:0'], { cwd: folder.path });
    programs.push(program);
    await program.says('file written');
    expect(await readFile(output, 'utf8')).toBe(before);
    const metrics = await (await fetch(`${await urlOf(program)}/metrics`)).text();
    expect(metrics).toMatch(/\nspcs_sd_file_mtime_seconds 1\d{9}/);
    expect(metrics).toContain('\nspcs_sd_file_writes_total{why="changed"} 1\n');
    await vi.waitFor(() => expect(program.stderr()).toContain('pool=b'), { timeout: 10_000 });
  });
});
