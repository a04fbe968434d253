import { afterEach, expect, test, vi } from 'vitest';
import { createDelayLine } from './delay-line.ts';

afterEach(() => vi.useRealTimers());

test('everything comes in order, and as late as it was put', () => {
  vi.useFakeTimers();
  const startMs = performance.now();
  const came: [string, number][] = [];
  const line = createDelayLine<string>(5, (item) => came.push([item, performance.now() - startMs]));
  line.put('a');
  line.put('b');
  vi.advanceTimersByTime(3);
  line.put('c');
  vi.advanceTimersByTime(4);
  expect(came).toEqual([
    ['a', 5],
    ['b', 5],
  ]);
  vi.advanceTimersByTime(1);
  expect(came.at(-1)).toEqual(['c', 8]);
});

test('what was cleared never comes, what is put later does', () => {
  vi.useFakeTimers();
  const came: string[] = [];
  const line = createDelayLine<string>(5, (item) => came.push(item));
  line.put('a');
  line.clear();
  line.put('b');
  vi.advanceTimersByTime(20);
  expect(came).toEqual(['b']);
});
