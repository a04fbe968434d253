/**
 * How many questions a pool costs: counted on their way to a real NSD.
 */
import { createWireLookup, type SrvLookup } from '@spcs-sd/runtime';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { startDnsRelay, type DnsRelay } from './support/dns-relay.ts';
import type { DnsServer } from './support/dns-server.ts';
import { ask, targetsOf } from './support/looked-up.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { zoneFile } from './support/zone-file.ts';

const origin = 'cp.spcs.internal';
const sizes = [4, 20, 50];
const nameOf = (size: number): string => `discover.monitor.pool${size}.${origin}`;

function zoneLines(size: number): readonly string[] {
  return Array.from({ length: size }, (_, i) => [
    `discover.monitor.pool${size} SRV 0 0 9001 node-${i}.pool${size}`,
    `node-${i}.pool${size} A 127.66.${size}.${i + 1}`,
  ]).flat();
}

needs('nsd').describe('questions to NSD', () => {
  let nsd: DnsServer;
  let relay: DnsRelay;
  beforeAll(async () => {
    nsd = await startNsd(
      zoneFile(origin, 1, [...sizes.flatMap(zoneLines), 'discover.monitor.plain A 127.66.1.1']),
    );
    relay = await startDnsRelay(nsd.port);
  });
  afterAll(async () => {
    await relay.stop();
    await nsd.stop();
  });

  const wire = (): SrvLookup => {
    const lookup = createWireLookup({ servers: [relay.address], timeoutMs: 10_000 });
    onTestFinished(() => lookup.close());
    relay.take();
    return lookup;
  };

  needs('nsd').test('4 nodes: one', async () => {
    const lookup = wire();
    expect(targetsOf(await ask(lookup, nameOf(4)))).toHaveLength(4);
    expect(relay.take()).toEqual({ udp: 1, tcp: 0 });
    await ask(lookup, nameOf(4));
    expect(relay.take()).toEqual({ udp: 1, tcp: 0 });
  });

  needs('nsd').test.each([20, 50])('%i nodes: two at first, one from then on', async (size) => {
    const lookup = wire();
    expect(targetsOf(await ask(lookup, nameOf(size)))).toHaveLength(size);
    expect(relay.take()).toEqual({ udp: 1, tcp: 1 });
    expect(targetsOf(await ask(lookup, nameOf(size)))).toHaveLength(size);
    expect(relay.take()).toEqual({ udp: 0, tcp: 1 });
  });

  needs('nsd').test('host names: one, whatever the additional section lacks', async () => {
    const lookup = wire();
    expect(targetsOf(await ask(lookup, nameOf(20), { address: 'hostname' }))).toHaveLength(20);
    expect(relay.take()).toEqual({ udp: 1, tcp: 0 });
  });

  needs('nsd').test('over TCP, because something would be removed: one, and not for ever', async () => {
    const lookup = wire();
    expect(targetsOf(await ask(lookup, nameOf(4), { transport: 'tcp' }))).toHaveLength(4);
    expect(relay.take()).toEqual({ udp: 0, tcp: 1 });
    await ask(lookup, nameOf(4));
    expect(relay.take()).toEqual({ udp: 1, tcp: 0 });
  });

  needs('nsd').test('addresses alone: three, and no such name: one', async () => {
    const lookup = wire();
    expect(targetsOf(await ask(lookup, `discover.monitor.plain.${origin}`))).toEqual(['127.66.1.1:9001']);
    expect(relay.take()).toEqual({ udp: 3, tcp: 0 });
    expect(targetsOf(await ask(lookup, `discover.monitor.nope.${origin}`))).toEqual([]);
    expect(relay.take()).toEqual({ udp: 1, tcp: 0 });
  });
});
