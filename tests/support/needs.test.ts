/**
 * A missing server skips and says which package has it, once.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { needs, pathOf } from './needs.ts';

vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  const accessSync: typeof fs.accessSync = (path, mode) => {
    if (String(path).endsWith('/wrk')) throw new Error('hidden by this test');
    fs.accessSync(path, mode);
  };
  return { ...fs, accessSync };
});

afterEach(() => vi.restoreAllMocks());

test('the line names the binary and its package, once', () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  needs('wrk');
  needs('wrk');
  expect(written.mock.calls).toEqual([['SKIPPED wrk not found: sudo apt-get install wrk\n']]);
});

test('the path of what is missing is an error that says what to install', () => {
  expect(() => pathOf('wrk')).toThrow('wrk not found: sudo apt-get install wrk');
});
