/** What an operator may name by mistake is said and not read. */
import { truncate, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tempFolder, type TempFolder } from '../../../tests/support/temp.ts';
import { readSmallFile } from './small-file.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('small-file');
});
afterAll(() => folder.remove());

test('a file is its text, up to a megabyte', async () => {
  const path = folder.file('largest');
  await writeFile(path, 'grün');
  expect(await readSmallFile(path)).toEqual({ kind: 'text', text: 'grün' });
  await truncate(path, 1024 * 1024);
  expect(await readSmallFile(path)).toMatchObject({ kind: 'text' });
});

test('a larger one is not read', async () => {
  const path = folder.file('large');
  await writeFile(path, '');
  await truncate(path, 1024 * 1024 + 1);
  const why = 'has 1048577 bytes, 1048576 is the most';
  expect(await readSmallFile(path)).toEqual({ kind: 'failed', why });
});

test.each([
  ['/dev/zero', 'is not a regular file'],
  ['.', 'is not a regular file'],
  ['missing', 'does not exist'],
])('%s %s', async (name, why) => {
  const path = name.startsWith('/') ? name : folder.file(name);
  expect(await readSmallFile(path)).toEqual({ kind: 'failed', why });
});
