/** A configuration is read up to a size, from a file or from a pipe. */
import { execFile } from 'node:child_process';
import { open, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tempFolder, type TempFolder } from '../../tests/support/temp.ts';
import { readSettings } from './settings-file.ts';

const text = 'pools: { static: [{ name: a, endpoint: a.example }] }\n';
const most = 16 * 1024 * 1024;

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('settings-file');
});
afterAll(() => folder.remove());

test('a pipe is as good as a file', async () => {
  const pipe = folder.file('pipe');
  await promisify(execFile)('mkfifo', [pipe]);
  const reading = readSettings(pipe, {});
  const writer = await open(pipe, 'w');
  await writer.writeFile(text);
  await writer.close();
  expect((await reading).kind).toBe('ok');
});

test('a device that never ends, and a file of more than the most, are not read', async () => {
  const large = folder.file('large.yml');
  await writeFile(large, `${text}#${'x'.repeat(most - text.length)}`);
  for (const path of [large, '/dev/zero']) {
    const lines = [`cannot read "${path}": it has more than ${most} bytes, which is the most`];
    expect(await readSettings(path, {})).toMatchObject({ lines });
  }
});
