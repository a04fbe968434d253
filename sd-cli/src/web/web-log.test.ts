/** One line when something begins and one when it is over, however often it happens. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogLine } from '../logging/logger.ts';
import type { WebEvent } from './event.ts';
import { createWebLog } from './web-log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The lines of these events; a number is milliseconds that pass. */
function told(...events: readonly (WebEvent | number)[]): readonly string[] {
  const lines: LogLine[] = [];
  const listen = createWebLog((line) => lines.push(line));
  for (const event of events) {
    if (typeof event === 'number') vi.advanceTimersByTime(event);
    else listen(event);
  }
  return lines.map(({ level, message, fields }) => `${level} ${message} ${JSON.stringify(fields ?? {})}`);
}

const stranger: WebEvent = { kind: 'stranger', why: 'wrong', remoteAddress: '192.0.2.1' };
const unwelcome: WebEvent = { kind: 'tls-failed', why: 'handshake', remoteAddress: undefined };
const refused: WebEvent = { kind: 'request-refused', why: 'timeout' };

test('strangers who come again and again are one trouble', () => {
  expect(told(stranger, stranger, 299_000, stranger, 299_000, stranger, unwelcome, 300_000)).toEqual([
    'warn a request was not let in {"reason":"wrong","client":"192.0.2.1"}',
    'warn a TLS connection failed {"reason":"handshake","client":""}',
    'info no TLS connection failed for a while {"count":1}',
    'info no request came for a while that was not let in {"count":4}',
  ]);
});

test('a few broken requests are no news', () => {
  expect(told(...Array.from({ length: 9 }, () => refused), 30_000, refused)).toEqual([]);
  expect(told(...Array.from({ length: 20 }, () => refused), 30_000)).toEqual([
    'warn requests are refused before anyone looks at what they ask for {"reason":"timeout"}',
    'info no such requests came for a while {"count":20}',
  ]);
});

test.each<readonly [WebEvent, readonly string[]]>([
  [{ kind: 'connections', count: 5 }, []],
  [{ kind: 'web-config-taken', isFirst: true, expiresAtMs: undefined }, []],
  [
    { kind: 'web-config-taken', isFirst: false, expiresAtMs: undefined },
    ['info web configuration read again {}'],
  ],
  [
    { kind: 'web-config-taken', isFirst: true, expiresAtMs: 0 },
    ['warn the certificate has expired {"expired":"1970-01-01T00:00:00.000Z"}'],
  ],
  [{ kind: 'web-config-failed', lines: ['a', 'b'], isTold: true }, []],
  [
    { kind: 'web-config-failed', lines: ['a', 'b'], isTold: false },
    [
      'error web configuration not taken over: the old one stays {"error":"a"}',
      'error web configuration not taken over: the old one stays {"error":"b"}',
    ],
  ],
])('%j', (event, lines) => {
  expect(told(event)).toEqual(lines);
});
