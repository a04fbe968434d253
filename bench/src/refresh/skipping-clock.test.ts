import { afterEach, expect, test, vi } from 'vitest';
import { createSkippingClock } from './skipping-clock.ts';

afterEach(() => vi.useRealTimers());

test('what is due after a skip is called at once and once, in its order', () => {
  vi.useFakeTimers();
  const clock = createSkippingClock();
  const called: string[] = [];
  clock.after(200, () => called.push('b'));
  clock.after(100, () => called.push('a'));
  clock.after(5000, () => called.push('later'));
  const beforeMs = clock.nowMs();
  clock.skip(1000);
  expect(called).toEqual(['a', 'b']);
  expect(clock.nowMs() - beforeMs).toBe(1000);
  vi.advanceTimersByTime(1000);
  expect(called).toEqual(['a', 'b']);
  vi.advanceTimersByTime(4000);
  expect(called).toEqual(['a', 'b', 'later']);
});

test('what was cancelled is not called, by a skip or by time', () => {
  vi.useFakeTimers();
  const clock = createSkippingClock();
  const called: string[] = [];
  const cancel = clock.after(200, () => called.push('b'));
  clock.after(100, () => cancel());
  clock.skip(1000);
  vi.advanceTimersByTime(1000);
  expect(called).toEqual([]);
});
