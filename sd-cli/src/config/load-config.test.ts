/** What a user is told about a wrong configuration, word by word. */
import { expect, describe, test } from 'vitest';
import { configErrorLine } from './config-error.ts';
import { loadConfig } from './load-config.ts';

/** The lines without the file's name, which is the same in all. */
function errorLines(text: string): readonly string[] {
  const loaded = loadConfig(text, 'spcs-sd.yml', {});
  if (loaded.kind === 'ok') return [];
  return loaded.errors.map((error) => configErrorLine(error).replace(/^spcs-sd\.yml:/, ''));
}

const pools = 'pools: { static: [] }\n';

describe('the file as a whole', () => {
  test.each([
    ['', '1:1: expected a mapping with the key pools, found nothing'],
    ['# nothing but this\n', '1:1: expected a mapping with the key pools, found nothing'],
    ['[]', '1:1: expected a mapping with the key pools, found an empty list'],
    ['5', '1:1: expected a mapping with the key pools, found 5'],
    ['{}', '1:1: pools: expected a mapping with exactly one of snowflake, file, static, found nothing'],
    ['a: b: c', '1:4: expected YAML, found a problem: Nested mappings are not allowed in compact mappings'],
    ['pools:\n\t- x', '2:1: expected YAML, found a problem: Tabs are not allowed as indentation'],
    [`${pools}---\n${pools}`, '2:1: expected one YAML document, found another'],
    ['pools: !env {}', '1:8: expected YAML, found a problem: Unresolved tag: !env'],
    [
      'pools: *x',
      '1:1: expected YAML, found a problem: Unresolved alias (the anchor must be set before the alias): x',
    ],
    ['&a [*a]', '1:4: expected a mapping with the key pools, found a list'],
  ])('%j', (text, line) => {
    expect(errorLines(text)).toEqual([line]);
  });

  test('a text that is something else gets a few lines, and none shows what it says', () => {
    const lines = errorLines(`pools: {}\n}\n${'my-secret: x\n'.repeat(50)}`);
    expect(lines).toHaveLength(10);
    expect(lines.filter((line) => line.includes('my-secret'))).toEqual([]);
  });

  test('nested too deep', () => {
    expect(errorLines('['.repeat(100_000))).toContainEqual(
      expect.stringMatching(/found lists or mappings nested too deep$/),
    );
  });
});

describe('pools', () => {
  test.each([
    ['pools: {}', '1:8: pools: expected a mapping with exactly one of snowflake, file, static, found none'],
    ['pools:', '1:7: pools: expected a mapping with exactly one of snowflake, file, static, found nothing'],
    [
      'pools: { static: [], file: { path: x } }',
      '1:8: pools: expected a mapping with exactly one of snowflake, file, static, found static and file',
    ],
    [
      'pools:\n  fiel: { path: x }',
      '2:3: pools.fiel: expected a known key, found "fiel"; did you mean file?',
    ],
    ['pools: { file: {} }', '1:16: pools.file.path: expected a path, found nothing'],
    ['pools: { file: pools.yml }', '1:16: pools.file: expected a mapping with a path, found "pools.yml"'],
    [
      'pools:\n  file: { path: x, refresh_interval: 30 }',
      '2:38: pools.file.refresh_interval: expected a duration longer than 0 such as 30s or 1m30s, found 30',
    ],
    [
      'pools: { static: {} }',
      '1:18: pools.static: expected a list of pools, each with a name, found an empty mapping',
    ],
    [
      'pools: { static: [pool1] }',
      '1:19: pools.static[0]: expected a mapping with a name, such as { name: pool1 }, found "pool1"',
    ],
    [
      'pools: { static: [{ name: a }, { name: A }] }',
      '1:40: pools.static[1].name: expected each pool once, found "A" again (first in entry 1)',
    ],
    [
      'pools: { static: [{ name: a, endpoint: a b }] }',
      '1:40: pools.static[0].endpoint: expected a DNS name, ' +
        'found "a b", which has " ", which DNS names of hosts cannot hold',
    ],
    [
      'pools: { static: [{ name: a, active_nodes: -1 }] }',
      '1:44: pools.static[0].active_nodes: expected a whole number, 0 or more, found -1',
    ],
  ])('%j', (text, line) => {
    expect(errorLines(text)).toEqual([line]);
  });

  test('a name that no DNS name can hold is no mistake of the configuration', () => {
    expect(errorLines('pools: { static: [{ name: "my pool$" }] }')).toEqual([]);
  });
});

describe('values', () => {
  test.each([
    [
      'dns: { resolver: wires }',
      '2:18: dns.resolver: expected wire or native, found "wires"; did you mean wire?',
    ],
    [
      'dns: { record_type: srv }',
      '2:21: dns.record_type: expected auto, SRV or A, found "srv"; did you mean SRV?',
    ],
    ['dns: { address: name }', '2:17: dns.address: expected ip or hostname, found "name"'],
    [
      'dns: { port: "9001" }',
      '2:14: dns.port: expected a port from 1 to 65535, found "9001"; write it without quotes',
    ],
    ['dns: { port: 65536 }', '2:14: dns.port: expected a port from 1 to 65535, found 65536'],
    ['dns: { port: 1.5 }', '2:14: dns.port: expected a port from 1 to 65535, found 1.5'],
    ['dns: { port: .inf }', '2:14: dns.port: expected a port from 1 to 65535, found Infinity'],
    ['dns: { attempts: 0 }', '2:18: dns.attempts: expected a whole number from 1 to 10, found 0'],
    [
      'dns: { timeout: 0s }',
      '2:17: dns.timeout: expected a duration longer than 0 such as 30s or 1m30s, found "0s"',
    ],
    [
      'dns: { timeout: 1s1m }',
      '2:17: dns.timeout: expected a duration longer than 0 such as 30s or 1m30s, found "1s1m"',
    ],
    ['dns: { timeout: 300y }', '2:17: dns.timeout: expected a duration of at most 292y, found "300y"'],
    ['dns: []', '2:6: dns: expected a mapping, found an empty list'],
    ['dns:', '2:5: dns: expected a mapping, found nothing'],
    [
      'dns: { servers: [] }',
      '2:17: dns.servers: expected a list of different name servers such as [ "127.0.0.1:53" ], found an empty list',
    ],
    [
      'dns: { servers: [ns1] }',
      '2:18: dns.servers[0]: expected an IP address, with :port if not 53, found "ns1"',
    ],
    ['dns: { servers: ["::1", "::1"] }', '2:25: dns.servers[1]: expected each entry once, found "::1" again'],
    [
      'retention: { confirm_for: 1 }',
      '2:27: retention.confirm_for: expected a duration such as 30s or 1m30s, or 0, found 1',
    ],
    [
      'retention: { drop_expired_pools: yes }',
      '2:34: retention.drop_expired_pools: expected true or false, found "yes"; write true',
    ],
    ['labels: { per_node: off }', '2:21: labels.per_node: expected true or false, found "off"; write false'],
    ['limits: { max_pools: 0 }', '2:22: limits.max_pools: expected a whole number of 1 or more, found 0'],
    [
      'limits: { allow_cidrs: [10.0.0.0/33] }',
      '2:25: limits.allow_cidrs[0]: expected an address block such as 10.0.0.0/8, found "10.0.0.0/33"',
    ],
    ['limits: { allow_ports: [0] }', '2:25: limits.allow_ports[0]: expected a port from 1 to 65535, found 0'],
    [
      'limits: { allow_ports: 9001 }',
      '2:24: limits.allow_ports: expected a list of ports such as [ 9001 ], found 9001',
    ],
  ])('%j', (text, line) => {
    expect(errorLines(`${pools}${text}`)).toEqual([line]);
  });
});

describe('keys', () => {
  test.each([
    ['retenton: {}', '2:1: retenton: expected a known key, found "retenton"; did you mean retention?'],
    [
      'dns: { max-refresh: 1m }',
      '2:8: dns.max-refresh: expected a known key, found "max-refresh"; did you mean max_refresh?',
    ],
    ['labels: { job: x }', '2:11: labels.job: expected one of the keys per_node, found "job"'],
    ['labels: {}\nlabels: {}', '3:1: labels: expected each key once, found it again (first on line 2)'],
    ['dns:\n  port: 1\n  port: 2', '4:3: dns.port: expected each key once, found it again (first on line 3)'],
    [
      '__proto__: {}',
      '2:1: __proto__: expected one of the keys pools, dns, retention, labels, limits, found "__proto__"',
    ],
    [
      'labels: { constructor: 1 }',
      '2:11: labels.constructor: expected one of the keys per_node, found "constructor"',
    ],
    [
      '"a\\nb": 1',
      '2:1: ["a\\nb"]: expected one of the keys pools, dns, retention, labels, limits, found "a\\nb"',
    ],
  ])('%j', (text, line) => {
    expect(errorLines(`${pools}${text}`)).toEqual([line]);
  });

  test('nothing reaches the prototype of objects', () => {
    errorLines(`${pools}__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }`);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('combinations', () => {
  test.each([
    [
      'dns: { min_refresh: 5m, max_refresh: 60s }',
      '2:38: dns.max_refresh: expected at least min_refresh (5m), found "60s"',
    ],
    [
      'retention: { confirm_for: 1h30m, confirm_collapse: 1h }',
      '2:52: retention.confirm_collapse: expected at least confirm_for (1h30m), found "1h"',
    ],
    [
      'retention: { max_age: 60s }',
      '2:23: retention.max_age: expected more than dns.max_refresh (1m), found "60s"; answers would expire before they are renewed',
    ],
    [
      'dns: { max_refresh: 2h }',
      '1:1: retention.max_age: expected more than dns.max_refresh (2h), found its default, 1h; answers would expire before they are renewed',
    ],
    [
      'dns: { record_type: A, address: hostname }',
      '2:33: dns.address: expected ip with dns.record_type A, found "hostname"; only SRV answers hold host names',
    ],
  ])('%j', (text, line) => {
    expect(errorLines(`${pools}${text}`)).toEqual([line]);
  });

  test.each([
    'dns: { max_refresh: 5s }',
    'dns: { min_refresh: 5m }',
    'retention: { confirm_for: 30m }',
    'retention: { confirm_for: 0 }',
    'dns: { min_refresh: 1m, max_refresh: 60s }',
    'retention: { max_age: 61s }',
  ])('a default gives way: %j', (text) => {
    expect(errorLines(`${pools}${text}`)).toEqual([]);
  });
});

test('all errors at once, in the order of the file', () => {
  const text =
    'dns:\n  prot: 9001\n  port: x\n  min_refresh: 2m\n  max_refresh: 1m\nlimits: { allow_cidrs: [x] }\n';
  expect(errorLines(text)).toEqual([
    '1:1: pools: expected a mapping with exactly one of snowflake, file, static, found nothing',
    '2:3: dns.prot: expected a known key, found "prot"; did you mean port?',
    '3:9: dns.port: expected a port from 1 to 65535, found "x"',
    '5:16: dns.max_refresh: expected at least min_refresh (2m), found "1m"',
    '6:25: limits.allow_cidrs[0]: expected an address block such as 10.0.0.0/8, found "x"',
  ]);
});
