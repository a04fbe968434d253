import { expect, it, vi } from 'vitest';

import { systemClock } from './system-clock.ts';

it('goes on, and knows the date', () => {
  const before = systemClock.nowMs();
  expect(systemClock.nowMs()).toBeGreaterThanOrEqual(before);
  expect(Math.abs(systemClock.wallMs() - Date.now())).toBeLessThan(60_000);
});

it('calls back once, or not at all when it was cancelled', async () => {
  let calls = 0;
  let cancelled = 0;
  systemClock.after(1, () => calls++);
  systemClock.after(0, () => cancelled++)();
  await vi.waitFor(() => expect(calls).toBe(1), 5000);
  expect(cancelled).toBe(0);
});

it('does not turn a delay of months into one of a millisecond', () => {
  vi.useFakeTimers();
  let calls = 0;
  const cancel = systemClock.after(1e12, () => calls++);
  vi.advanceTimersByTime(1_000_000);
  expect(calls).toBe(0);
  cancel();
  vi.useRealTimers();
});
