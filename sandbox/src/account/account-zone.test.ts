/** What each switch makes of one pool's records and of the questions for them. */
import { expect, test } from 'vitest';
import { defaultSwitches, type Switches } from '../switches.ts';
import { accountFaults, accountZone } from './account-zone.ts';
import { accountWith } from './change.ts';
import { expectedTargets } from './pool-list.ts';

function accountOf(publishes: 'srv' | 'a', nodes = 2): Parameters<typeof accountZone>[0] {
  const made = accountWith([{ name: 'my_pool', nodes, publishes }]);
  if (made.kind === 'refused') throw new Error(made.message);
  return made.account;
}

/** `name type data`, without the suffix that all names have. */
function shown(changed: Partial<Switches>, publishes: 'srv' | 'a' = 'srv', nodes = 2): readonly string[] {
  const switches = { ...defaultSwitches, ...changed };
  const { records } = accountZone(accountOf(publishes, nodes), {
    serial: 1,
    ttlSeconds: 5,
    negativeTtlSeconds: 5,
    nodePort: 9001,
    switches,
  });
  return records.map((record) => {
    const data =
      record.type === 'SRV'
        ? `${record.port} ${record.target}`
        : 'address' in record
          ? record.address
          : 'nothing';
    return `${record.name} ${record.type} ${data}`.replaceAll('.cp.spcs.internal', '');
  });
}

const name = 'discover.monitor.my_pool';
const own = [`${name} A 127.64.0.1`, `${name} A 127.64.0.2`];
const services = (port: number): readonly string[] => [
  `${name} SRV ${port} node-0000.my_pool`,
  'node-0000.my_pool A 127.64.0.1',
  `${name} SRV ${port} node-0001.my_pool`,
  'node-0001.my_pool A 127.64.0.2',
];

test.each<readonly [string, Partial<Switches>, 'srv' | 'a', readonly string[]]>([
  ['both', {}, 'srv', [...own, ...services(9001)]],
  ['SRV alone', { addresses: 'absent' }, 'srv', services(9001)],
  ['A alone', { srv: 'absent' }, 'srv', own],
  ['neither', { srv: 'absent', addresses: 'absent' }, 'srv', [`${name} TXT nothing`]],
  ['a pool with A alone', { addresses: 'absent' }, 'a', own],
  ['another port', { addresses: 'absent', srvPort: 9100 }, 'srv', services(9100)],
  [
    'one name for all nodes',
    { addresses: 'absent', srvTarget: 'pool' },
    'srv',
    [`${name} SRV 9001 nodes.my_pool`, 'nodes.my_pool A 127.64.0.1', 'nodes.my_pool A 127.64.0.2'],
  ],
  ['hyphens', { srv: 'absent', underscore: '-' }, 'srv', own.map((line) => line.replace('_', '-'))],
])('records: %s', (_, changed, publishes, expected) => {
  expect(shown(changed, publishes)).toEqual(expected);
});

test('a pool without nodes has no name, a name without records, or no answer', () => {
  expect(shown({}, 'srv', 0)).toEqual([]);
  expect(shown({ withoutNodes: 'nodata' }, 'srv', 0)).toEqual([`${name} TXT nothing`]);
  const switches: Switches = { ...defaultSwitches, withoutNodes: 'servfail' };
  expect(accountFaults(accountOf('srv', 0), switches)).toEqual([{ fault: 'servfail', pool: 'my_pool' }]);
  expect(accountFaults(accountOf('srv', 1), switches)).toEqual([]);
});

test.each<readonly [Partial<Switches>, readonly string[]]>([
  [{}, ['127.64.0.1:9001', '127.64.0.2:9001']],
  [{ srvPort: 9100 }, ['127.64.0.1:9100', '127.64.0.2:9100']],
  [{ srvPort: 9100, srv: 'refused' }, ['127.64.0.1:9001', '127.64.0.2:9001']],
  [{ srv: 'absent', addresses: 'refused' }, []],
  [{ srv: 'refused', addresses: 'absent' }, []],
])('%j: a discovery finds %j', (changed, expected) => {
  const found = expectedTargets(accountOf('srv'), 9001, { ...defaultSwitches, ...changed });
  expect(found.get('my_pool')).toEqual(expected);
});
