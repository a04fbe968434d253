/** A change is told once, and only when it is over. */
import { mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileChanges } from './file-changes.ts';

let folder: string;
const file = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spcs-sd-changes-'));
  for (const name of ['cert', 'key', 'one', 'two']) writeFileSync(file(name), name);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('two files that are replaced one after the other are one change', async () => {
  const { haveSettled } = createFileChanges([file('cert'), file('key')]);
  const looks = async (count: number): Promise<readonly boolean[]> => {
    const found: boolean[] = [];
    for (let n = 0; n < count; n++) found.push(await haveSettled());
    return found;
  };
  expect(await looks(4), 'the start counts as a change: someone may have been faster').toEqual([
    false,
    true,
    false,
    false,
  ]);
  writeFileSync(file('cert'), 'new');
  expect(await looks(1)).toEqual([false]);
  writeFileSync(file('key'), 'new');
  expect(await looks(4)).toEqual([false, true, false, false]);
  unlinkSync(file('key'));
  expect(await looks(3)).toEqual([false, true, false]);
});

test('a link that leads elsewhere, a rename and another set of files are changes', async () => {
  symlinkSync('one', file('link'));
  const changes = createFileChanges([file('link')]);
  const rest = async (): Promise<boolean> => {
    await changes.haveSettled();
    return changes.haveSettled();
  };
  await rest();
  expect(await rest()).toBe(false);
  symlinkSync('two', file('link.new'));
  renameSync(file('link.new'), file('link'));
  expect(await rest()).toBe(true);
  changes.watch([file('link')]);
  expect(await rest()).toBe(false);
  changes.watch([file('link'), file('one')]);
  expect(await rest()).toBe(true);
});

test('a file that never rests is told of all the same', async () => {
  const { haveSettled } = createFileChanges([file('one')]);
  let told = false;
  for (let n = 0; n < 12 && !told; n++) {
    utimesSync(file('one'), n, n);
    told = await haveSettled();
  }
  expect(told).toBe(true);
});
