/**
 * The test servers themselves: they start, answer, take a new zone, and end.
 */
import { expect, test } from 'vitest';
import { kdig, kdigAll } from './kdig.ts';
import { startKnot } from './knot.ts';
import { needs } from './needs.ts';
import { startNsd } from './nsd.ts';
import { startUnbound } from './unbound.ts';
import { zoneFile } from './zone-file.ts';

const origin = 'cp.spcs.internal';
const name = `discover.monitor.p1.${origin}`;
const before = zoneFile(origin, 1, ['discover.monitor.p1 SRV 0 0 9001 n1.p1', 'n1.p1 A 127.64.0.1']);
const after = zoneFile(origin, 2, ['discover.monitor.p1 SRV 0 0 9001 n2.p1', 'n2.p1 A 127.64.0.2']);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

needs('nsd', 'knotd', 'kdig').describe('an authoritative server', () => {
  test.each([
    ['NSD', startNsd],
    ['Knot', startKnot],
  ])('%s serves a zone, takes a new one, and ends', async (_, start) => {
    const server = await start(before);
    try {
      const first = await kdig(server.port, name, 'SRV');
      expect(first).toMatchObject({ rcode: 0, authoritative: true, truncated: false });
      expect(first.answers).toEqual([
        { name, type: 'SRV', ttlSeconds: 30, data: `0 0 9001 n1.p1.${origin}.` },
      ]);
      await expect(server.reload(before)).rejects.toThrow('serial 1 is served already');
      await server.reload(after);
      const second = await kdig(server.port, name, 'SRV', { transport: 'tcp' });
      expect(second.answers.map(({ data }) => data)).toEqual([`0 0 9001 n2.p1.${origin}.`]);
    } finally {
      await server.stop();
    }
    expect(isAlive(server.pid)).toBe(false);
  });

  test('a server that ends at once is an error with its log', async () => {
    const zone = zoneFile('a name with spaces', 1, []);
    await expect(startNsd(zone)).rejects.toThrow(/ended before it was ready:\n.*nsd/s);
  });
});

needs('nsd', 'unbound', 'kdig').describe('Unbound', () => {
  test('answers from NSD and refuses the rest of the world', async () => {
    const nsd = await startNsd(before);
    const unbound = await startUnbound({ stubs: [{ origin, port: nsd.port }] });
    try {
      const [known, absent, elsewhere] = await kdigAll(
        unbound.port,
        [
          { name, type: 'SRV' },
          { name: `nope.${origin}`, type: 'SRV' },
          { name: 'example.com', type: 'A' },
        ],
        { transport: 'udp', ednsBytes: 1232 },
      );
      expect(known?.answers.map(({ data }) => data)).toEqual([`0 0 9001 n1.p1.${origin}.`]);
      expect(known?.authoritative).toBe(false);
      expect(absent?.rcode).toBe(3);
      expect(elsewhere?.rcode).toBe(5);
    } finally {
      await unbound.stop();
      await nsd.stop();
    }
  });
});
