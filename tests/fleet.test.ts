/**
 * 200 generated pools behind a real NSD: whatever way the program gives their targets, they are exactly
 * those that kdig finds.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DnsServer } from './support/dns-server.ts';
import { expectedByPool, targetsByPool, writeFleetConfig } from './support/fleet-config.ts';
import { kdigTargets } from './support/kdig-targets.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { runSpcsSd, startSpcsSd, urlOf } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { fleet } from './support/zone.ts';

const pools = fleet({ seed: 1, serial: 1 });

needs('nsd', 'kdig').describe.each(['wire', 'native'] as const)('with the resolver %s', (resolver) => {
  let nsd: DnsServer;
  let folder: TempFolder;
  let config: string;
  let expected: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    [nsd, folder] = await Promise.all([startNsd(...pools.zoneFiles), tempFolder('fleet')]);
    config = `--config.file=${await writeFleetConfig(folder, pools, { server: nsd.address, resolver })}`;
    const endpoints = pools.pools.map(({ endpoint }) => endpoint);
    expected = expectedByPool(pools, await kdigTargets(nsd.port, endpoints));
  });
  afterAll(async () => {
    await nsd?.stop();
    await folder?.remove();
  });

  test('kdig finds targets to compare with', () => {
    expect(expected.size).toBeGreaterThan(150);
  });

  test('spcs-sd targets prints them and says what it asked', async () => {
    const { code, stdout, stderr } = await runSpcsSd(['targets', config], { cwd: folder.path });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^pool list: 200 pools\n/) });
    expect(targetsByPool(stdout)).toEqual(expected);
    const said = stderr.split('\n').filter((line) => line.includes('.cp.spcs.internal: '));
    expect(said).toHaveLength(200);
    const transport = resolver === 'wire' ? /over (udp|tcp)/ : /over system/;
    expect(said.filter((line) => !transport.test(line))).toEqual([]);
  });

  test('spcs-sd http serves them, and spcs-sd file writes the same bytes', async () => {
    const output = folder.file(`${resolver}.json`);
    const server = startSpcsSd(
      ['http', config, '--web.listen-address=127.0.0.1:0', `--state.file=${folder.file('http.json')}`],
      { cwd: folder.path },
    );
    try {
      const url = await urlOf(server);
      const written = await runSpcsSd(['file', config, `--output.file=${output}`, '--once'], {
        cwd: folder.path,
      });
      expect(written).toMatchObject({ code: 0, stdout: '' });
      await server.says('the first list of targets is ready');
      const served = await (await fetch(`${url}/targets`)).text();
      expect(targetsByPool(served)).toEqual(expected);
      expect(await readFile(output, 'utf8')).toBe(served);
    } finally {
      expect(await server.stop()).toMatchObject({ code: 0, stdout: '' });
    }
  });
});
