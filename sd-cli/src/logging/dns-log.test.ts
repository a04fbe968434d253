/** Every event of the lookup and its line. */
import type { DnsEvent } from '@spcs-sd/runtime';
import { expect, test } from 'vitest';
import { createDnsLog } from './dns-log.ts';
import type { LogLine } from './logger.ts';

function linesOf(...events: readonly DnsEvent[]): readonly LogLine[] {
  const lines: LogLine[] = [];
  const onEvent = createDnsLog((line) => lines.push(line));
  for (const event of events) onEvent(event);
  return lines;
}

test.each<readonly [DnsEvent, LogLine['level'], LogLine['fields']]>([
  [
    { kind: 'server-failed', server: 's', why: 'timeout', detail: 'd' },
    'warn',
    { server: 's', why: 'timeout', detail: 'd' },
  ],
  [{ kind: 'server-recovered', server: 's' }, 'info', { server: 's' }],
  [{ kind: 'servers-disagree', name: 'n' }, 'warn', { name: 'n' }],
  [{ kind: 'servers-agree' }, 'info', undefined],
])('%j', (event, level, fields) => {
  expect(linesOf(event)).toMatchObject([{ level, ...(fields && { fields }) }]);
});

test('a few messages that answer nothing have no line, many have one', () => {
  const ignored = (count: number): readonly DnsEvent[] =>
    Array.from({ length: count }, () => ({ kind: 'message-ignored', server: 's' }));
  expect(linesOf(...ignored(9))).toEqual([]);
  expect(linesOf(...ignored(100))).toMatchObject([{ level: 'warn', fields: { server: 's' } }]);
});
