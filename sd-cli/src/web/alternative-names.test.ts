/** Names as Node writes them, and none that someone smuggled into another one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alternativeNames, canonicalName } from './alternative-names.ts';

test.each([
  ['', []],
  ['DNS:a.example', ['a.example']],
  ['DNS:a.example, DNS:*.b.example', ['a.example', '*.b.example']],
  ['URI:spiffe://x/y, email:a@b.example', ['spiffe://x/y', 'a@b.example']],
  ['IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1', ['192.0.2.1', '2001:db8::1']],
  ['DNS:"a, DNS:b.example"', ['a, DNS:b.example']],
  ['DNS:"a\\", DNS:\\"b.example", DNS:c', ['a", DNS:"b.example', 'c']],
  ['othername:<unsupported>, DNS:a', ['a']],
  ['DirName:"CN=x, DNS:y", DNS:a', ['a']],
  ['Registered ID:1.2.3, DNS:a', ['a']],
  ['DNS:"unfinished', []],
  ['no form at all', []],
  ['DNS:a, , DNS:b', []],
])('%s', (text, names) => {
  expect(alternativeNames(text)).toEqual(names);
});

test('a quoted name is one name, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), (name) => {
      fc.pre(canonicalName(name) === name);
      expect(alternativeNames(`DNS:${JSON.stringify(name)}, URI:last`)).toEqual([name, 'last']);
    }),
    { numRuns: 200 },
  );
});
