/**
 * One real server and one that is silent, refusing, lying or slow, in both orders: the same targets.
 */
import { createWireLookup, type DnsEvent, type SrvLookup } from '@spcs-sd/runtime';
import { rcodes, reply, soaRecord, startScriptedServer, type Script } from '@spcs-sd/sandbox';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { DnsServer } from './support/dns-server.ts';
import { ask, targetsOfAll } from './support/looked-up.ts';
import { needs } from './support/needs.ts';
import { startNsd } from './support/nsd.ts';
import { fleet } from './support/zone.ts';

const { pools, zoneFiles } = fleet({ seed: 9, serial: 1, pools: 40 });
const endpoints = pools.map(({ endpoint }) => endpoint);
const expected = new Map(pools.map(({ endpoint, targets }) => [endpoint, targets]));
const [missing] = pools.filter(({ shape }) => shape === 'missing');

const lie: Script = (query) =>
  reply(query, { rcode: rcodes.NXDOMAIN, authorities: [soaRecord('internal', 5)] });
const scripts: readonly (readonly [string, Script])[] = [
  ['silent', () => []],
  ['refusing', (query) => reply(query, { rcode: rcodes.REFUSED })],
  ['failing', (query) => reply(query, { rcode: rcodes.SERVFAIL })],
  ['lying with NXDOMAIN', lie],
  // Beyond the time-out of one try.
  ['slow', (query) => [{ kind: 'wait', ms: 3000 }, ...lie(query)]],
];

needs('nsd').describe('two servers', () => {
  let nsd: DnsServer;
  beforeAll(async () => {
    nsd = await startNsd(...zoneFiles);
  });
  afterAll(() => nsd.stop());

  const start = async (
    script: Script,
    order: 'bad first' | 'bad last',
    onEvent?: (event: DnsEvent) => void,
  ): Promise<SrvLookup> => {
    const bad = await startScriptedServer(script);
    const servers = order === 'bad first' ? [bad.address, nsd.address] : [nsd.address, bad.address];
    const lookup = createWireLookup({ servers, timeoutMs: 1000, ...(onEvent && { onEvent }) });
    onTestFinished(async () => {
      lookup.close();
      await bad.close();
    });
    return lookup;
  };

  needs('nsd').describe.each(scripts)('one is %s', (_, script) => {
    needs('nsd').test.each(['bad first', 'bad last'] as const)('%s: identical targets', async (order) => {
      const lookup = await start(script, order);
      expect(await targetsOfAll(lookup, endpoints)).toEqual(expected);
    });
  });

  needs('nsd').test.each(scripts)(
    'after a first server that is %s, an absence is doubtful',
    async (how, script) => {
      const lookup = await start(script, 'bad first');
      const outcome = await ask(lookup, missing?.endpoint ?? '');
      expect(outcome).toMatchObject({
        kind: 'absent',
        why: 'nxdomain',
        doubtful: how !== 'lying with NXDOMAIN',
      });
    },
  );

  needs('nsd').test('a first server that fails is told once, and again when it is back', async () => {
    const told: DnsEvent[] = [];
    let isBack = false;
    const lookup = await start(
      (query) =>
        isBack
          ? reply(query, { rcode: rcodes.NXDOMAIN, authorities: [soaRecord('internal', 5)] })
          : reply(query, { rcode: rcodes.REFUSED }),
      'bad first',
      (event) => told.push(event),
    );
    for (let round = 0; round < 3; round++) await targetsOfAll(lookup, endpoints.slice(0, 1));
    expect(told).toMatchObject([{ kind: 'server-failed', why: 'refused' }]);
    isBack = true;
    // A bad server gets one question now and then.
    await expect
      .poll(
        async () => {
          await targetsOfAll(lookup, endpoints.slice(0, 1));
          return told.filter(({ kind }) => kind === 'server-recovered').length;
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(1);
  });

  needs('nsd').test(
    'servers that contradict each other are told at the first name, and at the last',
    async () => {
      const told: DnsEvent[] = [];
      let lies = true;
      const lookup = await start(
        (query) => (lies ? lie(query) : reply(query, { rcode: rcodes.REFUSED })),
        'bad first',
        (event) => told.push(event),
      );
      await targetsOfAll(lookup, endpoints);
      expect(told.map(({ kind }) => kind)).toEqual(['servers-disagree']);
      lies = false;
      await targetsOfAll(lookup, endpoints);
      expect(told.map(({ kind }) => kind).filter((kind) => kind.startsWith('servers-'))).toEqual([
        'servers-disagree',
        'servers-agree',
      ]);
    },
  );

  needs('nsd').test('messages that answer no question are told', async () => {
    const told: DnsEvent[] = [];
    const lookup = await start(
      (query) => [...reply({ ...query, id: query.id ^ 1 }, { rcode: rcodes.NXDOMAIN }), ...lie(query)],
      'bad last',
      (event) => told.push(event),
    );
    await ask(lookup, missing?.endpoint ?? '');
    expect(told.map(({ kind }) => kind)).toContain('message-ignored');
  });

  needs('nsd').test('a server that was silent is not waited for again', async () => {
    const lookup = await start(() => [], 'bad first');
    await targetsOfAll(lookup, endpoints);
    const startMs = performance.now();
    await targetsOfAll(lookup, endpoints);
    expect(performance.now() - startMs).toBeLessThan(1000);
  });
});
