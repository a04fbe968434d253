/**
 * Names that try to be more than text, in every place of a status where a name can be.
 */
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import fc from 'fast-check';
import { poolStatus, statusOf } from '../../sd-cli/src/page/testing/statuses.ts';
import { anyText } from './any-text.ts';

/** What an attacker would try. */
export const hostileConstants: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '</bdi></a></table><h1>x',
  '<!--',
  ']]>',
  '&lt;b&gt;&amp;#60;',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '__proto__',
  'constructor',
  '\u0000',
  '\u202etxt.exe',
  '\ud800',
  '\r\nset-cookie: a=b',
  '../../etc/passwd',
  '%00%3cscript%3e',
];

/** The constants as they are read again: half of a pair is no text, and U+FFFD stands in for it. */
const readConstants: ReadonlySet<string> = new Set(
  hostileConstants.map((name) => Buffer.from(name).toString()),
);

/** Anything at all, and what markup is made of. None of the constants, and none that is read as one of them. */
export const hostileName: fc.Arbitrary<string> = fc
  .oneof(
    anyText({ minLength: 1, maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", '=', '/', ' ', 'x', '`', ';'),
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map((name) => name.toLowerCase())
  .filter((name) => !readConstants.has(name));

/** Names in every place where one can be, so that each place is tried. */
export function hostileStatus(shown: readonly string[]): DiscoveryStatus {
  const pools = shown.map((name) =>
    poolStatus(name, {
      endpoint: name,
      metadata: { state: name, owner: name, instanceFamily: name, application: name },
      targets: 1,
      failure: { why: 'other', detail: name, forMs: 1000 },
      refused: [{ target: name, why: 'name' }],
    }),
  );
  const list = { origin: 'service', ageMs: 1, failure: null, skipped: shown } as const;
  return statusOf(pools, { list, conflicts: new Map(shown.map((name) => [name, shown])) });
}

/** Everything is as long as it can be. */
export function longStatus(names: readonly string[]): DiscoveryStatus {
  const pools = names.map((name, index) =>
    poolStatus(name, {
      metadata: { state: 'Z'.repeat(300), owner: 'O'.repeat(300), activeNodes: 2_000_000 },
      failure: { why: 'servfail', detail: 'd'.repeat(1000), forMs: 10 ** 9 },
      targets: 1,
      held: index % 2,
      refused: [{ target: `${'r'.repeat(300)}:1`, why: 'name' }],
    }),
  );
  const list = { origin: 'service', ageMs: 1, failure: null, skipped: ['s'.repeat(500)] } as const;
  return statusOf(pools, { list, conflicts: new Map([['c'.repeat(300), names]]) });
}
