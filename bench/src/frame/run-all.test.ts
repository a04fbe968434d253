import { beforeEach, expect, test, vi } from 'vitest';
import { failureOf, runAll, summaryOf } from './run-all.ts';

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return () => vi.restoreAllMocks();
});

test('one that fails does not end the others, and is named', () => {
  const code = (name: string): string => (name === 'bad' ? 'process.exit(3)' : '');
  const outcomes = runAll(['good', 'bad', 'last'], (name) => ['-e', code(name)], 30_000);
  expect(outcomes.map(({ name, failure }) => [name, failure])).toEqual([
    ['good', undefined],
    ['bad', 'exit code 3'],
    ['last', undefined],
  ]);
});

test('one that hangs is ended', () => {
  const [outcome] = runAll(['hangs'], () => ['-e', 'setInterval(() => undefined, 1000)'], 300);
  expect(outcome?.failure).toMatch(/ETIMEDOUT|SIGTERM/);
});

test.each([
  [{ status: 0, signal: null }, undefined],
  [{ status: 1, signal: null }, 'exit code 1'],
  [{ status: null, signal: 'SIGKILL' }, 'ended by SIGKILL'],
])('%j is %s', (ended, failure) => {
  expect(failureOf(ended)).toBe(failure);
});

test('the summary says what took how long, what failed and what was not run', () => {
  const text = summaryOf(
    [
      { name: 'dns', seconds: 12.4, failure: undefined },
      { name: 'refresh', seconds: 100, failure: 'exit code 1' },
    ],
    3,
  );
  expect(text.split('\n')).toEqual([
    'dns         12 s',
    'refresh    100 s  FAILED: exit code 1',
    '2 of 3 benchmarks in 1.9 minutes, 1 FAILED, 1 not run',
    '',
  ]);
});
