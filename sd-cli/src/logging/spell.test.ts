/** Two lines for however many pieces, on a clock that stands still. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogLine } from './logger.ts';
import { createSpell } from './spell.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function spell(): { readonly met: () => void; readonly lines: () => readonly string[] } {
  const said: LogLine[] = [];
  const met = createSpell({
    log: (line) => said.push(line),
    begins: { level: 'warn', message: 'it rains' },
    ends: 'it is over',
    least: 3,
    quietMs: 30_000,
  });
  const text = ({ level, message, fields }: LogLine): string =>
    `${level} ${message} ${JSON.stringify(fields)}`;
  return { met: () => met({ from: 'above' }), lines: () => said.map(text) };
}

test('few pieces are no news', () => {
  const { met, lines } = spell();
  met();
  met();
  vi.advanceTimersByTime(30_000);
  met();
  met();
  vi.advanceTimersByTime(60_000);
  expect(lines()).toEqual([]);
});

test('many are two lines: the piece that begins it, and how many there were', () => {
  const { met, lines } = spell();
  for (let piece = 0; piece < 100; piece++) {
    met();
    vi.advanceTimersByTime(1000);
  }
  expect(lines()).toEqual(['warn it rains {"from":"above"}']);
  vi.advanceTimersByTime(28_999);
  expect(lines()).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(lines().slice(1)).toEqual(['info it is over {"count":100}']);
  for (let piece = 0; piece < 3; piece++) met();
  expect(lines()).toHaveLength(3);
});
