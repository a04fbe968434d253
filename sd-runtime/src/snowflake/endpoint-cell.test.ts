import { expect, it, test } from 'vitest';
import { readEndpointCell, type EndpointCell } from './endpoint-cell.ts';

const read = (cell: string | null): EndpointCell =>
  readEndpointCell({ kind: 'rows', columns: ['f'], rows: [[cell]] });
const namesIn = (cell: EndpointCell): unknown =>
  cell.kind === 'endpoints' ? cell.pools.map(({ name }) => name) : cell;
const whysIn = (cell: EndpointCell): unknown =>
  cell.kind === 'endpoints' ? cell.refused.map(({ why }) => why) : cell;

test.each([
  [null, 'expected a JSON array of host names, found NULL'],
  ['', 'expected a JSON array of host names, found ""'],
  ['not JSON', 'expected a JSON array of host names, found "not JSON"'],
  ['null', 'expected a JSON array of host names, found "null"'],
  ['"discover.monitor.a.cp.spcs.internal"', 'expected a JSON array of host names, found'],
  ['{"a":1}', 'expected a JSON array of host names, found'],
  ['[1,2,null]', 'none of its 3 entries is a host name'],
  ['x'.repeat(10_000_000), `expected a JSON array of host names, found "${'x'.repeat(60)}…"`],
])('%.40s is unreadable', (cell, why) => {
  const found = read(cell);
  expect(found).toMatchObject({ kind: 'unreadable', why: expect.stringContaining(why) });
});

test.each([
  [['metrics.a.snowflakecomputing.internal'], ['a']],
  [['monitor.a.snowflakecomputing.internal'], ['a']],
  [['discover.monitor.a.snowflakecomputing.internal'], ['a']],
  [['discover.monitor.a.cp.spcs.internal'], ['a']],
  [['DISCOVER.Monitor.MyPool.cp.spcs.internal.'], ['mypool']],
  [['discover.monitor.my pool.cp.spcs.internal'], ['my pool']],
  [['discover.monitor.a$b.cp.spcs.internal'], ['a$b']],
  [['discover.monitor."a".cp.spcs.internal'], ['"a"']],
  [['discover.monitor.größe.cp.spcs.internal'], ['größe']],
  [[], []],
])('%j names pools', (cell, names) => {
  const found = read(JSON.stringify(cell));
  expect(namesIn(found)).toEqual(names);
  expect(found).toMatchObject({ isDamaged: false, refused: [] });
});

test.each([
  ['too.few', 'names no pool'],
  ['discover.monitor.a', 'names no pool'],
  ['', 'names no pool'],
  [`discover.monitor.${'a'.repeat(10_000)}.cp.spcs.internal`, 'characters'],
])('%.30j alone is refused', (entry, why) => {
  const found = read(JSON.stringify(['discover.monitor.a.cp.spcs.internal', entry]));
  expect(namesIn(found)).toEqual(['a']);
  expect(whysIn(found)).toEqual([expect.stringContaining(why)]);
  expect(found).toMatchObject({ isDamaged: false });
});

it('that holds other things than texts is damaged', () => {
  const found = read('["discover.monitor.a.cp.spcs.internal", 1, null, {"a":[]}]');
  expect(namesIn(found)).toEqual(['a']);
  expect(whysIn(found)).toEqual(['is no text', 'is no text', 'is no text']);
  expect(found).toMatchObject({ isDamaged: true });
});

it('is one cell', () => {
  const rows = { kind: 'rows', columns: ['f'], rows: [] } as const;
  expect(readEndpointCell(rows)).toMatchObject({
    kind: 'unreadable',
    why: expect.stringContaining('0 rows'),
  });
  expect(readEndpointCell({ ...rows, rows: [['[]'], ['[]']] })).toMatchObject({ kind: 'unreadable' });
  expect(readEndpointCell({ ...rows, columns: ['f', 'g'], rows: [['[]', '[]']] })).toMatchObject({
    kind: 'unreadable',
  });
});
