/**
 * Signals while it runs: SIGHUP takes over a configuration whole or not at all, and keeps what is known;
 * SIGTERM and SIGINT end it cleanly.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DnsServer } from './support/dns-server.ts';
import { targetsByPool } from './support/fleet-config.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { poolsOrigin, poolsZoneLines, writePoolsConfig } from './support/pools-config.ts';
import { startSpcsSd, urlOf, type SpcsSd } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { zoneFile } from './support/zone-file.ts';

needs('nsd').describe('spcs-sd http', () => {
  let nsd: DnsServer;
  let folder: TempFolder;
  let program: SpcsSd;
  let url: string;
  const config = (): string => folder.file('spcs-sd.yml');
  const write = (...pools: readonly string[]): Promise<void> =>
    writePoolsConfig(config(), { pools, server: nsd.address });

  beforeAll(async () => {
    nsd = await startNsd(zoneFile(poolsOrigin, 1, poolsZoneLines(['a', 'b', 'c'])));
  });
  afterAll(() => nsd?.stop());
  beforeEach(async () => {
    folder = await tempFolder('reload');
    await write('a', 'b');
    const args = ['http', `--config.file=${config()}`, '--web.listen-address=[::1]:0'];
    program = startSpcsSd([...args, '--web.enable-lifecycle'], { cwd: folder.path });
    url = await urlOf(program);
    await program.says('the first list of targets is ready');
  });
  afterEach(async () => {
    await program.stop();
    await folder.remove();
  });

  const get = async (path: string): Promise<string> => (await fetch(`${url}${path}`)).text();
  const pools = async (): Promise<readonly string[]> => [...targetsByPool(await get('/targets')).keys()];
  const metric = async (name: string): Promise<number> =>
    Number(new RegExp(`^spcs_sd_${name} (.*)$`, 'm').exec(await get('/metrics'))?.[1]);

  test('listens on IPv6 and says where', () => {
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  });

  describe('SIGHUP', () => {
    test('takes over another configuration; what both have never goes away', async () => {
      const first = await get('/targets');
      await write('a', 'b', 'c');
      program.signal('SIGHUP');
      await program.says('configuration read again');
      expect(targetsByPool(await get('/targets')).get('a')).toEqual(targetsByPool(first).get('a'));
      await vi.waitFor(async () => expect(await pools()).toEqual(['a', 'b', 'c']), { timeout: 10_000 });
      await write('c');
      program.signal('SIGHUP');
      await vi.waitFor(async () => expect(await pools()).toEqual(['c']), { timeout: 10_000 });
      expect(await metric('config_last_reload_successful')).toBe(1);
    });

    test('takes over nothing of a wrong one, and says everything that is wrong', async () => {
      const first = await get('/targets');
      const reloadedAt = await metric('config_last_reload_success_timestamp_seconds');
      const right = await readFile(config(), 'utf8');
      await writeFile(config(), `${right.replace('name: b', 'name: c')}label: {}\nport: 1\n`);
      program.signal('SIGHUP');
      await program.says(/level=error .*the old one stays.*error=".*label.*\n.*level=error .*error=".*port/);
      expect(await metric('config_last_reload_successful')).toBe(0);
      expect(await metric('config_last_reload_success_timestamp_seconds')).toBe(reloadedAt);
      expect(await get('/targets')).toBe(first);
      expect(await metric('pools')).toBe(2);
      await writeFile(config(), right);
      program.signal('SIGHUP');
      await program.says('configuration read again');
      expect(await metric('config_last_reload_successful')).toBe(1);
    });
  });

  test('POST /-/reload does the same and answers with what came of it', async () => {
    const post = async (): Promise<readonly [number, string]> => {
      const response = await fetch(`${url}/-/reload`, { method: 'POST' });
      return [response.status, await response.text()];
    };
    expect(await post()).toEqual([200, 'The configuration was read again and taken over.\n']);
    await writeFile(config(), 'pools: {}\n');
    const [code, text] = await post();
    expect(code).toBe(500);
    expect(text).toMatch(
      /the old one stays:\n.*spcs-sd\.yml:1:8: pools: expected a mapping with exactly one of/,
    );
    expect((await fetch(`${url}/-/reload`)).status).toBe(405);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it at once, idle connections too', async (name) => {
    const idle = connect(Number(new URL(url).port), '::1');
    idle.write('GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => idle.once('data', resolve));
    program.signal(name);
    const { code, stdout, stderr } = await program.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).not.toMatch(/level=(error|warn)|\n\s+at /);
    idle.destroy();
  });
});
