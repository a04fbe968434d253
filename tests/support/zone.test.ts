/**
 * The generated fleet is what it claims: kdig, asking a real NSD, finds exactly the expected targets.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DnsServer } from './dns-server.ts';
import { kdig } from './kdig.ts';
import { kdigTargets } from './kdig-targets.ts';
import { needs } from './needs.ts';
import { startNsd } from './nsd.ts';
import { fleet } from './zone.ts';

const before = fleet({ seed: 1, serial: 1 });

test('the same seed gives the same fleet, another one gives other sizes', () => {
  expect(fleet({ seed: 1, serial: 1 })).toEqual(before);
  expect(fleet({ seed: 2, serial: 1 }).zoneFiles[0].text).not.toBe(before.zoneFiles[0].text);
});

test('no target belongs to two pools, and every address is loopback', () => {
  const targets = before.pools.flatMap((pool) => pool.targets);
  expect(new Set(targets).size).toBe(targets.length);
  expect(targets.filter((target) => !/^(127\.\d+\.\d+\.\d+|\[::1\]):\d+$/.test(target))).toEqual([]);
});

needs('nsd', 'kdig').describe('served by NSD', () => {
  let nsd: DnsServer;
  beforeAll(async () => {
    nsd = await startNsd(...before.zoneFiles);
  });
  afterAll(() => nsd.stop());

  const endpointOf = (shape: string): string =>
    before.pools.find((pool) => pool.shape === shape)?.endpoint ?? '';

  test('200 pools have exactly the targets that kdig finds', async () => {
    const found = await kdigTargets(
      nsd.port,
      before.pools.map((pool) => pool.endpoint),
    );
    const expected = new Map(before.pools.map((pool) => [pool.endpoint, pool.targets]));
    expect(found.size).toBe(200);
    expect(found).toEqual(expected);
  });

  test.each([
    ['large', 1232],
    ['huge', 4096],
  ])('the answer of a pool that is %s has over %d bytes', async (shape, bytes) => {
    const udp = await kdig(nsd.port, endpointOf(shape), 'SRV', { transport: 'udp', ednsBytes: bytes });
    expect(udp.truncated).toBe(true);
    const tcp = await kdig(nsd.port, endpointOf(shape), 'SRV', { transport: 'tcp' });
    expect(tcp.messageBytes).toBeGreaterThan(bytes);
  });

  test.each([
    ['missing', 3],
    ['empty', 0],
    ['dot', 0],
  ])('a pool that is %s answers with code %d', async (shape, rcode) => {
    expect((await kdig(nsd.port, endpointOf(shape), 'SRV')).rcode).toBe(rcode);
  });

  test('another fleet replaces it', async () => {
    const after = fleet({ seed: 2, serial: 2 });
    await nsd.reload(after.zoneFiles[0]);
    await nsd.reload(after.zoneFiles[1]);
    const found = await kdigTargets(
      nsd.port,
      after.pools.map((pool) => pool.endpoint),
    );
    expect([...found.values()]).toEqual(after.pools.map((pool) => pool.targets));
  });
});
