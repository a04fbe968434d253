import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileSd } from './file-sd.ts';
import { temporaryFolder } from './testing/folder.ts';
import { snapshotMaker } from './testing/snapshots.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'spcs.json');
});
afterEach(() => folder.remove());

describe('the file as a start', () => {
  test('gives back what was published', async () => {
    const snapshot = snapshotMaker().ready({ a: ['127.0.0.1:9001'], b: ['127.0.0.2:9001'] });
    const file = createFileSd({ path });
    await file.publish(snapshot);
    await file.close();
    const groups = snapshot.groups.map(({ targets, labels }) => ({ targets, labels }));
    expect(await createFileSd({ path }).seed()).toEqual({ kind: 'groups', groups });
  });

  test('is none when there is no file', async () => {
    expect(await createFileSd({ path }).seed()).toEqual({ kind: 'none' });
  });

  test.each(['', 'null', '{}', '[null]', '[{"targets":[1],"labels":{}}]', '[{"targets":["a:1"],"x":1}]'])(
    'is refused whole when it holds %j',
    async (text) => {
      await writeFile(path, text);
      const seed = await createFileSd({ path }).seed();
      expect(seed).toEqual({ kind: 'unusable', why: expect.stringContaining(path) });
    },
  );

  test('may leave the labels out', async () => {
    await writeFile(path, '[{"targets":["127.0.0.1:9001"]}]');
    expect(await createFileSd({ path }).seed()).toEqual({
      kind: 'groups',
      groups: [{ targets: ['127.0.0.1:9001'], labels: {} }],
    });
  });

  test('is not read when it is larger than any', async () => {
    await writeFile(path, '');
    // Without a byte on the disk.
    await truncate(path, 256 * 1024 * 1024 + 1);
    const why = `"${path}" cannot be used as a start: it has 268435457 bytes, 268435456 is the most`;
    expect(await createFileSd({ path }).seed()).toEqual({ kind: 'unusable', why });
  });

  test('is unusable when it is a folder', async () => {
    await mkdir(path);
    expect(await createFileSd({ path }).seed()).toMatchObject({ kind: 'unusable' });
  });
});
