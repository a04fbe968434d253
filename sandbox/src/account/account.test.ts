/**
 * The account's changes: a table for people, and laws.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyAccount, maxNodesMade, nodeAt, poolOf, type Account } from './account.ts';
import { accountZone, type ZoneSettings } from './account-zone.ts';
import { accountWith, changeAccount, type Change } from './change.ts';
import { expectedTargets, poolList } from './pool-list.ts';
import { defaultSwitches, type Switches } from '../switches.ts';

const settings: ZoneSettings = {
  serial: 3,
  ttlSeconds: 5,
  negativeTtlSeconds: 5,
  nodePort: 9001,
  switches: { ...defaultSwitches, addresses: 'absent' },
};

function after(...changes: readonly Change[]): Account {
  return changes.reduce((account, change) => {
    const result = changeAccount(account, change);
    if (result.kind === 'refused') throw new Error(result.message);
    return result.account;
  }, emptyAccount);
}

const add = (name: string, nodes: number): Change => ({ kind: 'add', pool: { name, nodes } });

describe('a change', () => {
  test.each<readonly [string, readonly Change[], string, number]>([
    ['add', [add('p', 2)], 'ACTIVE', 2],
    ['add suspended', [{ kind: 'add', pool: { name: 'p', nodes: 2, suspended: true } }], 'SUSPENDED', 0],
    ['scale up', [add('p', 2), { kind: 'scale', pool: 'P', nodes: 5 }], 'ACTIVE', 5],
    ['scale to nothing', [add('p', 2), { kind: 'scale', pool: 'p', nodes: 0 }], 'IDLE', 0],
    ['add idle', [{ kind: 'add', pool: { name: 'p', nodes: 2, idle: true } }], 'IDLE', 2],
    ['suspend', [add('p', 2), { kind: 'suspend', pool: 'p' }], 'SUSPENDED', 0],
    ['resume', [add('p', 2), { kind: 'suspend', pool: 'p' }, { kind: 'resume', pool: 'p' }], 'ACTIVE', 2],
    ['move', [add('p', 2), { kind: 'move', pool: 'p' }], 'ACTIVE', 2],
  ])('%s', (_, changes, state, nodes) => {
    const pool = poolOf(after(...changes), 'p');
    expect([pool?.state, pool?.nodes.length]).toEqual([state, nodes]);
  });

  test('a suspended pool resumes with the size it was scaled to', () => {
    const account = after(
      add('p', 2),
      { kind: 'suspend', pool: 'p' },
      { kind: 'scale', pool: 'p', nodes: 7 },
      { kind: 'resume', pool: 'p' },
    );
    expect(poolOf(account, 'p')?.nodes).toHaveLength(7);
  });

  test('scaling down keeps the first nodes, moving keeps none', () => {
    const before = after(add('p', 4));
    const addressesAfter = (change: Change): readonly string[] => {
      const result = changeAccount(before, change);
      const pool = result.kind === 'changed' ? poolOf(result.account, 'p') : undefined;
      return pool?.nodes.map(({ address }) => address) ?? [];
    };
    const addresses = poolOf(before, 'p')?.nodes.map(({ address }) => address) ?? [];
    expect(addressesAfter({ kind: 'scale', pool: 'p', nodes: 3 })).toEqual(addresses.slice(0, 3));
    const moved = addressesAfter({ kind: 'move', pool: 'p' });
    expect(moved).toHaveLength(4);
    expect(moved.filter((address) => addresses.includes(address))).toEqual([]);
  });

  test.each<readonly [string, Change, string]>([
    ['a pool that exists', add('P', 1), 'exists'],
    ['a name with a line break', add('a\nb', 1), 'bad-name'],
    ['a negative size', add('q', -1), 'bad-count'],
    ['a broken size', { kind: 'scale', pool: 'p', nodes: 1.5 }, 'bad-count'],
    ['an unknown pool', { kind: 'suspend', pool: 'q' }, 'no-such-pool'],
  ])('refuses %s', (_, change, why) => {
    expect(changeAccount(after(add('p', 1)), change)).toMatchObject({ kind: 'refused', why });
  });

  test('refuses when the addresses are used up', () => {
    const account = { ...after(add('p', 1)), nodesMade: maxNodesMade - 1 };
    expect(changeAccount(account, { kind: 'scale', pool: 'p', nodes: 3 })).toMatchObject({
      why: 'no-addresses-left',
    });
  });
});

describe('laws', () => {
  const pool = fc.constantFrom('a', 'B', 'c_d');
  const nodes = fc.nat(6);
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), pool: fc.record({ name: pool, nodes }) }),
    fc.record({ kind: fc.constantFrom('drop', 'suspend', 'resume', 'move'), pool }),
    fc.record({ kind: fc.constant('scale' as const), pool, nodes }),
  );

  test('whatever happens, no node is in two pools, none comes back, and a suspended pool has none', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        let account = emptyAccount;
        const gone = new Set<string>();
        for (const each of changes) {
          const result = changeAccount(account, each);
          const next = result.kind === 'changed' ? result.account : account;
          const now = next.pools.flatMap((p) => p.nodes.map((node) => node.address));
          expect(new Set(now).size).toBe(now.length);
          expect(now.filter((address) => gone.has(address))).toEqual([]);
          for (const p of account.pools) {
            for (const { address } of p.nodes) if (!now.includes(address)) gone.add(address);
          }
          expect(next.pools.filter((p) => p.state === 'SUSPENDED' && p.nodes.length > 0)).toEqual([]);
          account = next;
        }
      }),
    );
  });
});

describe('an account made at once', () => {
  test('is the same as one made pool by pool', () => {
    const specs = [
      { name: 'b', nodes: 2 },
      { name: 'A', suspended: true },
      { name: 'c', nodes: 3 },
    ];
    const account = after(...specs.map((pool): Change => ({ kind: 'add', pool })));
    expect(accountWith(specs)).toEqual({ kind: 'changed', account });
  });

  test('refuses what could not be added', () => {
    expect(accountWith([{ name: 'a' }, { name: 'A' }])).toMatchObject({ why: 'exists' });
    expect(accountWith([{ name: 'a', nodes: -1 }])).toMatchObject({ why: 'bad-count' });
  });
});

describe('addresses', () => {
  test('stay in 127.64.0.0/10 and never end in 0 or 255', () => {
    expect(nodeAt(0).address).toBe('127.64.0.1');
    expect(nodeAt(253).address).toBe('127.64.0.254');
    expect(nodeAt(254).address).toBe('127.64.1.1');
    expect(nodeAt(maxNodesMade - 1).address).toBe('127.127.255.254');
  });
});

describe('views', () => {
  const account = after(
    add('My_Pool', 2),
    {
      kind: 'add',
      pool: { name: 'plain', nodes: 1, publishes: 'a', owner: 'R', instanceFamily: 'GPU_NV_S' },
    },
    add('empty', 0),
    add('not a $name', 1),
  );

  test('the zone has SRV or A records of the pools that have nodes and DNS names', () => {
    const { records, ...rest } = accountZone(account, settings);
    expect(rest).toEqual({ origin: 'cp.spcs.internal', serial: 3, negativeTtlSeconds: 5 });
    expect(records.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'discover.monitor.my_pool.cp.spcs.internal SRV',
      'node-0000.my_pool.cp.spcs.internal A',
      'discover.monitor.my_pool.cp.spcs.internal SRV',
      'node-0001.my_pool.cp.spcs.internal A',
      'discover.monitor.plain.cp.spcs.internal A',
    ]);
  });

  test('a pool without nodes can have a name without addresses', () => {
    const switches: Switches = { ...defaultSwitches, withoutNodes: 'nodata' };
    const { records } = accountZone(account, { ...settings, switches });
    expect(records.filter(({ type }) => type === 'TXT').map(({ name }) => name)).toEqual([
      'discover.monitor.empty.cp.spcs.internal',
    ]);
  });

  test('the pool list says what the account says', () => {
    expect(poolList(account).map(({ name, endpoint }) => [name, endpoint !== undefined])).toEqual([
      ['empty', true],
      ['My_Pool', true],
      ['not a $name', false],
      ['plain', true],
    ]);
    expect(poolList(account)[3]).toEqual({
      name: 'plain',
      endpoint: 'discover.monitor.plain.cp.spcs.internal',
      state: 'ACTIVE',
      owner: 'R',
      instance_family: 'GPU_NV_S',
      active_nodes: 1,
    });
  });

  test('the expected targets leave out what the DNS cannot name', () => {
    expect([...expectedTargets(account, 9001, defaultSwitches)]).toEqual([
      ['empty', []],
      ['my_pool', ['127.64.0.1:9001', '127.64.0.2:9001']],
      ['plain', ['127.64.0.3:9001']],
    ]);
  });
});
