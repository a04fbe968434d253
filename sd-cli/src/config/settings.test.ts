/** What a right configuration means. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defaultPolicy } from '@spcs-sd/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';
import { loadConfig } from './load-config.ts';
import type { Settings } from './settings.ts';

const require = createRequire(import.meta.url);

function settings(text: string, fileName = '/etc/spcs-sd/spcs-sd.yml'): Settings {
  const loaded = loadConfig(text, fileName, {});
  if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.errors));
  return loaded.settings;
}

const everyKey = readFileSync(new URL('testing/every-key.yml', import.meta.url), 'utf8');

test('every key that there is', () => {
  expect(settings(everyKey)).toEqual({
    pools: { kind: 'file', path: '/etc/spcs-sd/pools.yml', refreshIntervalMs: 45_000 },
    dns: {
      resolver: 'native',
      servers: [
        { address: '127.0.0.1', port: 5353 },
        { address: '127.0.0.2', port: 53 },
        { address: '::1', port: 53 },
        { address: '::1', port: 5353 },
      ],
      recordType: 'SRV',
      port: 9002,
      address: 'hostname',
      timeoutMs: 1500,
      attempts: 3,
      maxInFlight: 64,
      minRefreshMs: 10_000,
      maxRefreshMs: 90_000,
    },
    policy: {
      confirmForMs: 0,
      confirmCollapseMs: 1_200_000,
      maxAgeMs: 7_200_000,
      startupGraceMs: 30_000,
      dropExpiredPools: true,
      perNode: true,
      limits: {
        maxPools: 10,
        maxTargetsPerPool: 20,
        maxTargets: 200,
        allowCidrs: ['10.0.0.0/8', '2001:db8::/32'],
        allowPorts: [9001, 9002],
      },
    },
  });
});

test('the example of the documents is the defaults, written out', () => {
  const text = `
pools:
  file: { path: pools.yml, refresh_interval: 30s }
dns:
  resolver: wire
  servers: [ "127.0.0.1:53" ]
  record_type: auto
  port: 9001
  address: ip
  timeout: 2s
  attempts: 2
  max_in_flight: 256
  min_refresh: 15s
  max_refresh: 60s
retention: { confirm_for: 1m, confirm_collapse: 15m, max_age: 1h, startup_grace: 2m, drop_expired_pools: false }
labels: { per_node: false }
limits: { max_pools: 20000, max_targets_per_pool: 20000, max_targets: 2000000, allow_cidrs: [], allow_ports: [] }
`;
  const { pools, dns, policy } = settings('pools: { file: { path: pools.yml } }');
  const servers = [{ address: '127.0.0.1', port: 53 }];
  expect(settings(text)).toEqual({ pools, dns: { ...dns, servers }, policy });
});

test('static pools become the core’s pools', () => {
  const text = `
pools:
  static:
    - { name: Pool1, endpoint: metrics.pool1.snowflakecomputing.internal. }
    - { name: pool2, state: ACTIVE, owner: R, instance_family: CPU_X64_S, application: APP, is_exclusive: true, active_nodes: 2 }
`;
  expect(settings(text).pools).toEqual({
    kind: 'static',
    pools: [
      { name: 'Pool1', endpoint: 'metrics.pool1.snowflakecomputing.internal', metadata: {} },
      {
        name: 'pool2',
        endpoint: 'discover.monitor.pool2.cp.spcs.internal',
        metadata: {
          state: 'ACTIVE',
          owner: 'R',
          instanceFamily: 'CPU_X64_S',
          application: 'APP',
          isExclusive: true,
          activeNodes: 2,
        },
      },
    ],
  });
});

test('what is not written has the defaults of the schema and of the core', () => {
  const written: unknown = { pools: { file: { path: 'pools.yml' } } };
  new Ajv2020({ useDefaults: true, allowUnionTypes: true, keywords: ['x-expected'] })
    .addSchema(require('@spcs-sd/spec/schemas/pool-list.schema.json'))
    .validate(require('@spcs-sd/spec/schemas/config.schema.json'), written);
  expect(settings(JSON.stringify(written))).toEqual(settings('pools: { file: { path: pools.yml } }'));
  expect(settings('pools: { static: [] }').policy).toEqual(defaultPolicy);
});

test('a default gives way to what is written beside it', () => {
  const { dns: slow } = settings('pools: { static: [] }\ndns: { min_refresh: 5m }');
  expect([slow.minRefreshMs, slow.maxRefreshMs]).toEqual([300_000, 300_000]);
  const { dns: fast } = settings('pools: { static: [] }\ndns: { max_refresh: 5s }');
  expect([fast.minRefreshMs, fast.maxRefreshMs]).toEqual([5000, 5000]);
  const { policy } = settings('pools: { static: [] }\nretention: { confirm_for: 30m }');
  expect(policy.confirmCollapseMs).toBe(1_800_000);
});

test('a relative path starts at the configuration file, an absolute one does not', () => {
  expect(settings('pools: { file: { path: ../p.yml } }', '/etc/a/b.yml').pools).toMatchObject({
    path: '/etc/p.yml',
  });
  expect(settings('pools: { file: { path: /p.yml } }', '/etc/a/b.yml').pools).toMatchObject({
    path: '/p.yml',
  });
});

test.each([
  ['pools: { file: { path: b.yml } }', 'pools: { file: { path: a.yml } }'],
  ['pools: { static: [] }', 'pools: { file: { path: a.yml } }'],
  ['pools: { static: [] }\ndns: { port: 1 }', 'pools: { static: [] }'],
  ['pools: { static: [] }\ndns: { record_type: A }', 'pools: { static: [] }'],
  ['pools: { static: [] }\ndns: { address: hostname }', 'pools: { static: [] }'],
])('the state of %j is not that of %j', (one, other) => {
  expect(fingerprintOf(settings(one))).not.toBe(fingerprintOf(settings(other)));
});

test.each([
  ['pools: { static: [{ name: a }] }', 'pools: { static: [] }'],
  ['pools: { static: [] }\ndns: { resolver: native, servers: ["127.0.0.1"] }', 'pools: { static: [] }'],
  ['pools: { static: [] }\nretention: { confirm_for: 5m }', 'pools: { static: [] }'],
  [
    'dns: { port: 9001 }\npools: { file: { refresh_interval: 1s, path: ./a.yml } }',
    'pools: { file: { path: a.yml } }',
  ],
])('the state of %j is that of %j', (one, other) => {
  expect(fingerprintOf(settings(one))).toBe(fingerprintOf(settings(other)));
});

test('the fingerprint is the same on every machine', () => {
  expect(fingerprintOf(settings('pools: { static: [] }'))).toBe(
    'c504b71d586d0b6336ce3f415bedcd98cf82bd07c7dee221ab4e4fc6d5f29e49',
  );
});
