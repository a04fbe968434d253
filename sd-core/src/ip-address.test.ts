import { isIP, isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, neverTargets, parseCidr } from './cidr.ts';
import { formatIp, parseIp } from './ip-address.ts';

function canonical(text: string): string | undefined {
  const ip = parseIp(text);
  return ip === undefined ? undefined : formatIp(ip);
}

describe('IP addresses', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['255.100.0.255', '255.100.0.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['fe80::', 'fe80::'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ])('%s is written %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1..3.4',
    '.2.3.4',
    '1.2.3.',
    '1.2.3.a',
    '1.2.3.1234',
    '01.2.3.4',
    '256.1.1.1',
    '1.2.3.4 ',
    '0x1.2.3.4',
    '+1.2.3.4',
    ':::',
    '::1::',
    '1:2:3:4:5:6:7:8:9',
  ])('%j is none', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });
  test.each([
    '1:2:3:4:5:6:7',
    '12345::',
    '::g',
    'fe80::1%eth0',
    '1.2.3.4::',
    '::1.2.3',
    '1:2:3:4:5:6:7:8::',
    '::1.2.3.4:5',
    ':1:2:3:4:5:6:7',
  ])('%j is none', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  test('an IPv4 address is a number of 32 bits', () => {
    expect(parseIp('0.0.1.2')).toBe(258);
    expect(parseIp('255.255.255.255')).toBe(2 ** 32 - 1);
  });

  test('agrees with node:net on which texts are addresses', () => {
    const near = fc.string({ unit: fc.constantFrom(...'0123456789abcf:.:.'.split('')), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(near, fc.ipV4(), fc.ipV6()), (text) => {
        expect(parseIp(text) !== undefined).toBe(isIP(text) !== 0);
      }),
      { numRuns: 3000 },
    );
  });

  test('canonical text is a fixed point and keeps its kind', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const written = canonical(text) ?? '';
        expect(canonical(written)).toBe(written);
        if (isIPv4(text)) expect(written).toBe(text);
      }),
    );
  });
});

describe('CIDR blocks', () => {
  test.each(['', '1.2.3.4', '1.2.3.4/33', '1.2.3.4/01', '1.2.3.4/8/8', '::/129', 'a/8', '1.2.3.4/-1'])(
    '%j is none',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  test.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.1.2.3/8', '10.9.9.9', true],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '::1', true],
    ['192.0.2.7/32', '192.0.2.7', true],
    ['192.0.2.7/32', '192.0.2.8', false],
    ['192.0.2.0/24', '::ffff:192.0.2.9', true],
    ['2001:db8::/64', '2001:db8::1', true],
    ['2001:db8::/64', '2001:db8:0:1::1', false],
  ])('%s holds %s: %s', (block, text, expected) => {
    const [cidr, ip] = [parseCidr(block), parseIp(text)];
    expect(cidr && ip && contains(cidr, ip)).toBe(expected);
  });

  test.each([
    ['0.0.0.0', true],
    ['127.9.9.9', true],
    ['169.254.169.254', true],
    ['::ffff:169.254.169.254', true],
    ['224.0.0.1', true],
    ['239.255.255.255', true],
    ['255.255.255.255', true],
    ['::', true],
    ['::1', true],
    ['fe80::1', true],
    ['febf::1', true],
    ['ff02::1', true],
    ['10.0.0.1', false],
    ['100.64.0.1', false],
    ['240.0.0.1', false],
    ['fec0::1', false],
    ['fd00::1', false],
  ])('%s is never a target: %s', (text, expected) => {
    const ip = parseIp(text);
    expect(neverTargets.some((cidr) => ip !== undefined && contains(cidr, ip))).toBe(expected);
  });
});
