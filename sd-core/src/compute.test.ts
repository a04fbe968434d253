import { describe, expect, test } from 'vitest';
import { computeTargetGroups, type PoolOutcome } from './index.ts';

const pools = [
  { name: 'B', endpoint: 'discover.monitor.b.cp.spcs.internal' },
  {
    name: 'a',
    endpoint: 'discover.monitor.a.cp.spcs.internal',
    metadata: { state: 'ACTIVE', isExclusive: false },
  },
];

function records(...hosts: readonly string[]): PoolOutcome {
  return {
    kind: 'records',
    records: hosts.map((host, at) => ({ host, port: 9001, node: `n${at}.example` })),
    recordType: 'SRV',
    transport: 'tcp',
    ttlSeconds: 30,
    doubtful: false,
  };
}

const none: PoolOutcome = { kind: 'absent', why: 'nodata', transport: 'tcp', ttlSeconds: 5, doubtful: false };

describe('computeTargetGroups', () => {
  test('gives canonical groups when every pool has answered', () => {
    const computed = computeTargetGroups(
      pools,
      new Map([
        ['a', records('192.0.2.2', '192.0.2.1')],
        ['b', records('2001:db8::1')],
      ]),
    );
    expect(computed).toMatchObject({
      kind: 'complete',
      groups: [
        {
          targets: ['192.0.2.1:9001', '192.0.2.2:9001'],
          labels: {
            __meta_spcs_compute_pool_endpoint: 'discover.monitor.a.cp.spcs.internal',
            __meta_spcs_compute_pool_is_exclusive: 'false',
            __meta_spcs_compute_pool_name: 'a',
            __meta_spcs_compute_pool_state: 'ACTIVE',
          },
        },
        { targets: ['[2001:db8::1]:9001'], labels: { __meta_spcs_compute_pool_name: 'b' } },
      ],
    });
  });

  test('makes one group per node when asked to', () => {
    const computed = computeTargetGroups(
      pools.slice(1),
      new Map([['a', records('192.0.2.2', '192.0.2.1')]]),
      { perNode: true },
    );
    expect(computed).toMatchObject({
      kind: 'complete',
      groups: [
        { targets: ['192.0.2.2:9001'], labels: { __meta_spcs_node: 'n0.example' } },
        { targets: ['192.0.2.1:9001'], labels: { __meta_spcs_node: 'n1.example' } },
      ],
    });
  });

  test('names what stands in the way instead of giving a part', () => {
    const computed = computeTargetGroups(pools, new Map([['a', { kind: 'unknown', why: 'servfail' }]]));
    expect(computed).toEqual({
      kind: 'incomplete',
      unknown: [
        { pool: 'a', why: 'servfail' },
        { pool: 'b', why: 'not-asked' },
      ],
    });
  });

  test('no pools and no records are an answer: no groups', () => {
    expect(computeTargetGroups([], new Map())).toEqual({ kind: 'complete', groups: [] });
    expect(
      computeTargetGroups(
        pools,
        new Map([
          ['a', none],
          ['b', none],
        ]),
      ),
    ).toEqual({ kind: 'complete', groups: [] });
  });

  test('an answer that may be wrong is one too', () => {
    const answers = new Map([['a', { ...none, doubtful: true }]]);
    expect(computeTargetGroups(pools.slice(1), answers)).toEqual({ kind: 'complete', groups: [] });
  });

  test('limits hold, and exceeding them is never a shorter list', () => {
    const answers = new Map([
      ['a', records('192.0.2.1', '192.0.2.2')],
      ['b', none],
    ]);
    expect(computeTargetGroups(pools, answers, { limits: { maxTargetsPerPool: 1 } })).toEqual({
      kind: 'incomplete',
      unknown: [{ pool: 'a', why: 'limit' }],
    });
    expect(computeTargetGroups(pools, answers, { limits: { maxPools: 1 } })).toEqual({
      kind: 'incomplete',
      unknown: [
        { pool: 'B', why: 'limit' },
        { pool: 'a', why: 'limit' },
      ],
    });
  });
});
