/** Which spelling of a pool's name the DNS knows, where SHOW alone names the pools. */
import { expect, test } from 'vitest';
import { defaultEndpointTemplate } from '@spcs-sd/core';
import { createFakeLookup, type FakeLookup } from '../testing/fake-lookup.ts';
import { addresses } from '../testing/lookup-world.ts';
import { endpoint } from '../testing/snowflake-world.ts';
import { pluginEndpointTemplate } from './options.ts';
import type { ShownPool } from './pool-rows.ts';
import { probeUnderscore } from './underscore-probe.ts';

/** A DNS that has addresses at these names alone. */
const knowing = (...names: readonly string[]): FakeLookup =>
  createFakeLookup({
    names: Object.fromEntries(names.map((name) => [endpoint(name), { A: addresses('10.0.0.1') }])),
  });

const up = (name: string): ShownPool => ({ name, metadata: { state: 'ACTIVE', activeNodes: 1 } });
const asleep = (name: string): ShownPool => ({ name, metadata: { state: 'SUSPENDED', activeNodes: 0 } });
const { signal } = new AbortController();

const probe = (
  pools: readonly ShownPool[],
  lookup: FakeLookup,
  template: string = defaultEndpointTemplate,
): Promise<'_' | '-' | undefined> => probeUnderscore(pools, { template, lookup, signal });

test.each([
  ['an underscore', [up('MY_POOL')], ['my_pool'], '_'],
  ['a hyphen', [up('MY_POOL')], ['my-pool'], '-'],
  ['neither', [up('MY_POOL')], ['other'], undefined],
  ['the first pool that tells', [up('A_A'), up('B_B')], ['b-b'], '-'],
  ['no pool that sleeps', [asleep('MY_POOL')], ['my-pool'], undefined],
  ["no name that is another pool's", [up('MY_POOL'), up('my-pool')], ['my-pool'], undefined],
] as const)('%s', async (_, pools, names, expected) => {
  expect(await probe(pools, knowing(...names))).toBe(expected);
});

test('a name without records exists, too', async () => {
  const lookup = createFakeLookup({ names: { [endpoint('my-pool')]: {} } });
  expect(await probe([up('MY_POOL')], lookup)).toBe('-');
});

test('a DNS that cannot answer tells nothing', async () => {
  expect(await probe([up('A_A')], createFakeLookup({ names: {}, failing: 'servfail' }))).toBeUndefined();
});

test('costs two lookups for each of three pools at most, and none where the template decides', async () => {
  const lookup = knowing();
  await probe(['A_A', 'B_B', 'C_C', 'D_D', 'PLAIN'].map(up), lookup);
  expect(lookup.questions.map(({ name }) => name.split('.')[2]).toSorted()).toEqual([
    'a-a',
    'a_a',
    'b-b',
    'b_b',
    'c-c',
    'c_c',
  ]);
  const silent = knowing('a-a');
  await probe([up('A_A')], silent, 'discover.monitor.{pool-}.cp.spcs.internal');
  await probe([up('A_A')], silent, pluginEndpointTemplate);
  expect(silent.questions).toEqual([]);
});
