import { labelBytes, nameBytes } from '@spcs-sd/sandbox';
import dnsPacket from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfName, isHostName, isSameName, nameText } from './wire-name.ts';

/** A message whose names start after a header of 12 bytes and one label at 12. */
function message(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.alloc(12), nameBytes('a'), ...parts]);
}
const at = 12 + 3;

describe('the text of a name', () => {
  test('is what dns-packet reads, in lower case', () => {
    const label = fc.stringMatching(/^[A-Za-z0-9_-]{1,63}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), fc.boolean(), (labels, compressed) => {
        const own = labelBytes(...labels);
        const bytes = compressed ? message(own.subarray(0, -1), Buffer.from([0xc0, 12])) : message(own);
        const codec = dnsPacket as unknown as { name: { decode(bytes: Buffer, offset: number): string } };
        expect(endOfName(bytes, at)).toBe(bytes.length);
        expect(nameText(bytes, at)).toBe(codec.name.decode(bytes, at).toLowerCase());
      }),
    );
  });

  test('the root is a dot', () => {
    expect(nameText(message(Buffer.from([0])), at)).toBe('.');
  });

  test('a pointer that is the whole name', () => {
    expect(nameText(message(Buffer.from([0xc0, 12])), at)).toBe('a');
  });
});

describe('two names', () => {
  const label = fc.constantFrom('a', 'A', 'b', 'ab', 'aB');
  const labels = fc.array(label, { minLength: 1, maxLength: 3 });

  test('are the same when their texts are', () => {
    fc.assert(
      fc.property(labels, labels, fc.boolean(), (one, other, compressed) => {
        const own = labelBytes(...other);
        const second = compressed ? Buffer.concat([own.subarray(0, -1), Buffer.from([0xc0, 12])]) : own;
        const bytes = message(labelBytes(...one), second);
        const secondAt = bytes.length - second.length;
        expect(isSameName(bytes, at, secondAt)).toBe(nameText(bytes, at) === nameText(bytes, secondAt));
      }),
    );
  });

  test('a pointer and what it points to', () => {
    expect(isSameName(message(Buffer.from([0xc0, 12])), at, 12)).toBe(true);
  });
});

describe('a broken name', () => {
  test.each([
    ['beyond the message', Buffer.from([5, 0x61])],
    ['without its end', Buffer.from([1, 0x61])],
    ['half a pointer', Buffer.from([0xc0])],
    ['a pointer to itself', Buffer.from([0xc0, at])],
    ['a pointer forward', Buffer.from([0xc0, at + 2, 0])],
    ['a pointer to a pointer to itself', Buffer.from([1, 0x61, 0xc0, at])],
    ['a reserved label', Buffer.from([0x40, 0])],
    ['a dot in a label', labelBytes('a.b')],
    ['NUL', labelBytes('a\0')],
    ['a space', labelBytes('a b')],
    ['DEL', labelBytes('a\x7f')],
    ['no ASCII', labelBytes('\xe9')],
    ['64 octets', labelBytes('x'.repeat(64))],
    ['256 octets', labelBytes('x'.repeat(63), 'x'.repeat(63), 'x'.repeat(63), 'x'.repeat(62))],
  ])('%s', (_, bytes) => {
    expect(endOfName(message(bytes), at)).toBe(-1);
  });

  test('255 octets are fine', () => {
    const bytes = message(labelBytes('x'.repeat(63), 'x'.repeat(63), 'x'.repeat(63), 'x'.repeat(61)));
    expect(endOfName(bytes, at)).toBe(bytes.length);
  });
});

describe('a host name', () => {
  test('is what this pattern says', () => {
    const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
    const pattern = new RegExp(`^(?:${label}\\.)*${label}$`);
    const nearly = fc.string({
      unit: fc.constantFrom('a', 'z', '0', '9', '_', '-', '.', 'A', '/', ':', '{'),
    });
    const long = fc.tuple(nearly, fc.integer({ min: 60, max: 66 }), nearly);
    const name = fc.oneof(
      nearly,
      long.map(([start, count, end]) => start + 'x'.repeat(count) + end),
    );
    fc.assert(
      fc.property(name, (text) => {
        expect(isHostName(text)).toBe(pattern.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    'a',
    'n1.p1.cp.spcs.internal',
    'my_pool.internal',
    '_metrics._tcp.internal',
    '1.2',
    'x'.repeat(63),
  ])('%s', (name) => {
    expect(isHostName(name)).toBe(true);
  });

  test.each([
    '',
    '.',
    'a..b',
    '.a',
    'a.',
    '-a',
    'a-',
    'a b',
    'a/b',
    'A',
    'ä',
    'x'.repeat(64),
    `${'a.'.repeat(126)}aa`,
  ])('not %j', (name) => {
    expect(isHostName(name)).toBe(false);
  });
});
