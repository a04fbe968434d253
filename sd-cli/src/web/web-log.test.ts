/** What many broken requests and too many connections are in the log: two lines each. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogLine } from '../logging/logger.ts';
import type { WebEvent } from './event.ts';
import { createWebLog } from './web-log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each<readonly [WebEvent, LogLine['fields']]>([
  [{ kind: 'request-refused', why: 'timeout' }, { reason: 'timeout' }],
  [{ kind: 'connection-evicted' }, {}],
])('%j', (event, fields) => {
  const lines: LogLine[] = [];
  const onEvent = createWebLog(
    (line) => lines.push(line),
    () => performance.now(),
  );
  for (let count = 0; count < 9; count++) onEvent(event);
  expect(lines).toEqual([]);
  for (let count = 0; count < 500; count++) onEvent(event);
  expect(lines).toMatchObject([{ level: 'warn', fields }]);
  vi.advanceTimersByTime(30_000);
  expect(lines.slice(1)).toMatchObject([{ level: 'info', fields: { count: 509 } }]);
});
