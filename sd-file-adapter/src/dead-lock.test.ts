import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bury } from './dead-lock.ts';
import { nodeDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { temporaryFolder } from './testing/folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
let lockPath: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'spcs.json');
  lockPath = join(folder.path, 'spcs.json.lock');
});
afterEach(() => folder.remove());

/** Gives the code once for a link to a grave; the way back of a moved lock works. */
function withoutGraves(code: string): Disk {
  const link: Disk['link'] = async (from, to) => {
    if (to !== lockPath) throw Object.assign(new Error(code), { code });
    await nodeDisk.link(from, to);
  };
  return { ...nodeDisk, link };
}

describe.each([
  ['with links', () => nodeDisk],
  ['where links are not supported', () => withoutGraves('EPERM')],
])('burying a lock %s', (_, disk) => {
  test('removes the dead one', async () => {
    await writeFile(lockPath, 'dead');
    await bury(disk(), path, lockPath, 'dead');
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('leaves one that a rival has put there since', async () => {
    await writeFile(lockPath, 'living');
    await bury(disk(), path, lockPath, 'dead');
    expect(await readFile(lockPath, 'utf8')).toBe('living');
    expect(await readdir(folder.path)).toEqual(['spcs.json.lock']);
  });

  test('is content when it is gone already', async () => {
    await bury(disk(), path, lockPath, 'dead');
    expect(await readdir(folder.path)).toEqual([]);
  });
});

test('a rival that died at the grave does not keep the lock for ever', async () => {
  await writeFile(lockPath, 'dead');
  await bury(withoutGraves('EEXIST'), path, lockPath, 'dead');
  expect(await readdir(folder.path)).toEqual([]);
});
