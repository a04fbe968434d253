/**
 * The wire lookup against real servers, with kdig as the oracle: the same targets for every pool.
 */
import { createWireLookup, type SrvLookup } from '@spcs-sd/runtime';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { DnsServer } from './support/dns-server.ts';
import { kdigTargets } from './support/kdig-targets.ts';
import { startKnot } from './support/knot.ts';
import { targetsOfAll } from './support/looked-up.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { startUnbound, type Unbound } from './support/unbound.ts';
import { fleet } from './support/zone.ts';

const { pools, zoneFiles } = fleet({ seed: 7, serial: 1 });
const endpoints = pools.map(({ endpoint }) => endpoint);
// kdig's answers take long to read: of servers after the first it is asked for each shape of pool.
const sample = pools.slice(0, 30).map(({ endpoint }) => endpoint);
const expected = new Map(pools.map(({ endpoint, targets }) => [endpoint, targets]));
const expectedSample = new Map(sample.map((endpoint) => [endpoint, expected.get(endpoint)]));
// Knot 3.2.6 never returns from an UDP answer that repeats a target when it has no room for all
// addresses, and its only UDP worker with it. Over TCP it answers.
const isSafe = (endpoint: string): boolean =>
  !pools.some((pool) => pool.endpoint === endpoint && pool.shape === 'ports');

function wire(address: string): SrvLookup {
  const lookup = createWireLookup({ servers: [address], timeoutMs: 10_000 });
  onTestFinished(() => lookup.close());
  return lookup;
}

needs('nsd', 'knotd', 'kdig').describe.each([
  ['NSD', startNsd, () => true, endpoints, expected],
  ['Knot', startKnot, isSafe, sample, expectedSample],
])('%s', (_, start, asksOverUdp, compared, expectedOfThem) => {
  const overUdp = endpoints.filter(asksOverUdp);
  const expectedOverUdp = new Map(overUdp.map((endpoint) => [endpoint, expected.get(endpoint)]));
  let server: DnsServer;
  beforeAll(async () => {
    server = await start(...zoneFiles);
  });
  afterAll(() => server.stop());

  needs('kdig').test('kdig sees the generated fleet', async () => {
    expect(await kdigTargets(server.port, compared)).toEqual(expectedOfThem);
  });

  needs('kdig').test('wire sees what kdig sees, also the second time', async () => {
    const lookup = wire(server.address);
    expect(await targetsOfAll(lookup, overUdp)).toEqual(expectedOverUdp);
    expect(await targetsOfAll(lookup, overUdp)).toEqual(expectedOverUdp);
  });

  needs('kdig').test('over TCP alone', async () => {
    const lookup = wire(server.address);
    expect(await targetsOfAll(lookup, endpoints, { transport: 'tcp' })).toEqual(expected);
  });
});

needs('nsd', 'unbound', 'kdig').describe.each([
  ['Unbound', ['minimal-responses: no']],
  ['Unbound without additional addresses', ['minimal-responses: yes']],
])('%s', (_, options) => {
  let nsd: DnsServer;
  let unbound: Unbound;
  beforeAll(async () => {
    nsd = await startNsd(...zoneFiles);
    const stubs = zoneFiles.map(({ origin }) => ({ origin, port: nsd.port }));
    unbound = await startUnbound({ stubs, server: options });
  });
  afterAll(async () => {
    await unbound.stop();
    await nsd.stop();
  });

  needs('unbound').test('wire sees what kdig sees', async () => {
    const lookup = wire(unbound.address);
    expect(await targetsOfAll(lookup, endpoints)).toEqual(expected);
    expect(await kdigTargets(unbound.port, sample)).toEqual(expectedSample);
  });
});
