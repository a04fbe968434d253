import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAlarm } from './alarm.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Rings at each of the deadlines, and for nothing else. */
function ringing(dueMs: number[]): {
  readonly alarm: ReturnType<typeof createAlarm>;
  readonly rungMs: number[];
} {
  const startMs = performance.now();
  const rungMs: number[] = [];
  const alarm = createAlarm((nowMs) => {
    rungMs.push(nowMs - startMs);
    return startMs + Math.min(Infinity, ...dueMs.filter((ms) => startMs + ms > nowMs));
  });
  for (const ms of dueMs) alarm.by(startMs + ms);
  return { alarm, rungMs };
}

test('rings at every deadline, in whatever order they were told', () => {
  const { rungMs } = ringing([300, 100, 200, 100]);
  vi.advanceTimersByTime(1000);
  expect(rungMs).toEqual([100, 200, 300]);
});

test('never rings before a deadline between two milliseconds', () => {
  const { rungMs } = ringing([100.4]);
  vi.advanceTimersByTime(1000);
  expect(rungMs).toEqual([101]);
});

test('rings no more when stopped, and again when told', () => {
  const { alarm, rungMs } = ringing([100]);
  alarm.stop();
  vi.advanceTimersByTime(1000);
  expect(rungMs).toEqual([]);
  alarm.by(performance.now() + 50);
  vi.advanceTimersByTime(1000);
  expect(rungMs).toEqual([1050]);
});

test('has one timer at most, and none when nothing is due', () => {
  const { alarm } = ringing([300, 200, 100]);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(vi.getTimerCount()).toBe(0);
  alarm.by(Infinity);
  expect(vi.getTimerCount()).toBe(0);
});

test('after a hold-up of the process rings when everything that had come is read', async () => {
  vi.useRealTimers();
  const told: string[] = [];
  const reader = createSocket('udp4').bind(0, '127.0.0.1');
  await once(reader, 'listening');
  const writer = createSocket('udp4');
  writer.connect(reader.address().port, '127.0.0.1');
  await once(writer, 'connect');
  const count = 100;
  reader.on('message', () => told.push('read'));
  const rung = new Promise<void>((resolve) => {
    const alarm = createAlarm(() => {
      told.push('rung');
      resolve();
      return Infinity;
    });
    alarm.by(performance.now() + 10);
  });
  for (let sent = 0; sent < count; sent++) writer.send('an answer in time');
  const freeMs = performance.now() + 100;
  while (performance.now() < freeMs);
  await rung;
  expect(told).toEqual([...Array.from({ length: count }, () => 'read'), 'rung']);
  reader.close();
  writer.close();
});
