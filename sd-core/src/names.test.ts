import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dnsNameProblem, endpointOf, inLowerCase, poolOf } from './names.ts';
import { anyText } from '../../tests/support/any-text.ts';

describe('poolOf finds the pool in every generation', () => {
  test.each([
    ['metrics.my_pool.snowflakecomputing.internal', 'my_pool'],
    ['monitor.mypool.snowflakecomputing.internal', 'mypool'],
    ['discover.monitor.mypool.snowflakecomputing.internal', 'mypool'],
    ['discover.monitor.MyPool.cp.spcs.internal', 'mypool'],
    ['discover.monitor.mypool.cp.spcs.internal.', 'mypool'],
    ['discover.monitor.monitor.cp.spcs.internal', 'monitor'],
    ['metrics.monitor.snowflakecomputing.internal', 'monitor'],
    ['monitor.metrics.snowflakecomputing.internal', 'metrics'],
    ['discover.monitor.mypool.cp.spcs.internal.a.b', 'mypool'],
    ['monitor.mypool.internal', 'mypool'],
  ])('%s is of %s', (endpoint, pool) => {
    expect(poolOf(endpoint)).toBe(pool);
  });

  test.each([
    '',
    '.',
    'mypool',
    'monitor',
    'monitor.mypool',
    'discover.monitor',
    'monitor..internal',
    'a.b.c.d',
  ])('%j has no pool', (endpoint) => {
    expect(poolOf(endpoint)).toBeUndefined();
  });
});

test('endpointOf builds what poolOf reads', () => {
  expect(endpointOf('MyPool')).toBe('discover.monitor.mypool.cp.spcs.internal');
  expect(endpointOf("P$&'", 'metrics.{pool}.snowflakecomputing.internal')).toBe(
    "metrics.p$&'.snowflakecomputing.internal",
  );
  for (const template of [
    'metrics.{pool}.snowflakecomputing.internal',
    'discover.monitor.{pool}.cp.spcs.internal',
  ])
    expect(poolOf(endpointOf('A_b-1', template))).toBe('a_b-1');
});

describe('dnsNameProblem', () => {
  test.each([
    'a',
    'a.b',
    'my_pool.internal',
    `${'a'.repeat(63)}.b`,
    'xn--mller-kva.internal',
    `${'a.'.repeat(126)}b`,
  ])('%s can be asked', (name) => {
    expect(dnsNameProblem(name)).toBeUndefined();
  });

  test.each([
    ['', 'is empty'],
    ['a..b', 'has an empty label'],
    ['a.', 'has an empty label'],
    ['a$b.c', 'has "$", which DNS names of hosts cannot hold'],
    ['a b', 'has " ", which DNS names of hosts cannot hold'],
    ['müller', 'has "ü", which DNS names of hosts cannot hold'],
    ['-a.b', 'has a label that starts or ends with a hyphen'],
    ['a-.b', 'has a label that starts or ends with a hyphen'],
    [`${'a'.repeat(64)}.b`, 'has a label of 64 octets, 63 is the most'],
    [`${'a.'.repeat(126)}bc`, 'has 254 octets, 253 is the most'],
  ])('%j %s', (name, problem) => {
    expect(dnsNameProblem(name)).toBe(problem);
  });
});

test('lower case is that of the language, for every text', () => {
  const isTheSame = (text: string): void => expect(inLowerCase(text)).toBe(text.toLowerCase());
  for (const text of ['a.B', 'aZ', 'az', '@[`{', 'É', '\u0130']) isTheSame(text);
  fc.assert(
    fc.property(anyText(), (text) => {
      isTheSame(text);
    }),
  );
});
