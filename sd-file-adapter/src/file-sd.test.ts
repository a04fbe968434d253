import { chmod, mkdir, readFile, readdir, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeTargetGroups } from '@spcs-sd/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FileSdEvent } from './attempts.ts';
import { createFileSd } from './file-sd.ts';
import type { FileSd, FileSdOptions } from './file-sd.ts';
import { eventsDuring, temporaryFolder } from './testing/folder.ts';
import { snapshotMaker, waitingSnapshot } from './testing/snapshots.ts';
import type { SnapshotMaker } from './testing/snapshots.ts';

const one = { a: ['127.0.0.1:9001'] };
const two = { a: ['127.0.0.1:9001'], b: ['127.0.0.2:9001'] };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
let make: SnapshotMaker;
let events: FileSdEvent[];
let open: FileSd[];
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'spcs.json');
  make = snapshotMaker();
  events = [];
  open = [];
});
afterEach(async () => {
  for (const file of open) await file.close();
  await folder.remove();
});

function fileSd(options: Partial<FileSdOptions> = {}): FileSd {
  const file = createFileSd({ path, onEvent: (event) => events.push(event), ...options });
  open.push(file);
  return file;
}
const text = (): Promise<string> => readFile(path, 'utf8');
const modeOf = async (): Promise<number> => (await stat(path)).mode & 0o7777;

describe('publishing', () => {
  test('writes the canonical bytes, readable for everyone', async () => {
    const snapshot = make.ready(two);
    const published = await fileSd().publish(snapshot);
    expect(await text()).toBe(encodeTargetGroups(snapshot.groups));
    expect(published).toEqual({ kind: 'written', why: 'changed', bytes: (await text()).length });
    expect(await modeOf()).toBe(0o644);
  });

  test('an empty list that the core confirmed is written', async () => {
    const file = fileSd();
    await file.publish(make.ready(one));
    expect(await file.publish(make.ready({ a: [] }))).toMatchObject({ kind: 'written' });
    expect(await text()).toBe('[]\n');
  });

  test('an update is one event in the folder, a renewal one change of attributes', async () => {
    const file = fileSd({ renewEveryMs: 0 });
    await file.publish(make.ready(one));
    const update = await eventsDuring(folder.path, async () => {
      await file.publish(make.ready(two));
    });
    expect(update).toEqual(['rename spcs.json']);
    const renewal = await eventsDuring(folder.path, async () => {
      expect(await file.publish(make.ready(two))).toEqual({ kind: 'unchanged', renewed: true });
    });
    expect(renewal).toEqual(['change spcs.json']);
  });

  test('the same bytes are not written again, also not after a restart', async () => {
    const first = fileSd();
    await first.publish(make.ready(two));
    const { ino } = await stat(path);
    expect(await first.publish(make.ready(two))).toMatchObject({ kind: 'unchanged' });
    await first.close();
    expect(await fileSd().publish(snapshotMaker().ready(two))).toMatchObject({ kind: 'unchanged' });
    expect((await stat(path)).ino).toBe(ino);
    expect(events.filter(({ kind }) => kind === 'written')).toHaveLength(1);
  });

  test('only a confirmed refresh renews the modification time, and not too often', async () => {
    const file = fileSd({ renewEveryMs: 0 });
    const snapshot = make.ready(one);
    await file.publish(snapshot);
    expect(await file.publish(snapshot)).toEqual({ kind: 'unchanged', renewed: false });
    const before = await stat(path);
    await utimes(path, 1, 1);
    expect(await file.publish(make.ready(one))).toEqual({ kind: 'unchanged', renewed: true });
    expect((await stat(path)).mtimeMs).toBeGreaterThanOrEqual(Math.floor(before.mtimeMs));
    await file.close();
    const rare = fileSd({ renewEveryMs: 3_600_000 });
    await rare.publish(make.ready(one));
    expect(await rare.publish(make.ready(one))).toEqual({ kind: 'unchanged', renewed: false });
  });

  test('an existing mode is kept, a chosen one given to a new file', async () => {
    const file = fileSd({ mode: 0o640 });
    await file.publish(make.ready(one));
    expect(await modeOf()).toBe(0o640);
    await chmod(path, 0o600);
    await file.publish(make.ready(two));
    expect(await modeOf()).toBe(0o600);
  });

  test('waiting and expired snapshots touch nothing', async () => {
    await writeFile(path, 'someone else');
    const file = fileSd();
    expect(await file.publish(waitingSnapshot())).toEqual({ kind: 'held', why: 'waiting' });
    expect(await text()).toBe('someone else');
    expect(await readdir(folder.path)).toEqual(['spcs.json']);
    await file.publish(make.ready(one));
    const before = await stat(path, { bigint: true });
    expect(await file.publish(make.expired())).toEqual({ kind: 'held', why: 'expired' });
    expect((await stat(path, { bigint: true })).ctimeNs).toBe(before.ctimeNs);
  });

  test('of many at once the newest wins, and those between are superseded', async () => {
    const file = fileSd();
    const snapshots = Array.from({ length: 10 }, (_, n) => make.ready({ a: [`127.0.0.${n + 1}:9001`] }));
    const kinds = (await Promise.all(snapshots.map((snapshot) => file.publish(snapshot)))).map(
      ({ kind }) => kind,
    );
    expect(kinds.at(-1)).toBe('written');
    expect(kinds.filter((kind) => kind === 'superseded').length).toBeGreaterThanOrEqual(8);
    expect(await text()).toBe(encodeTargetGroups(snapshots.at(-1)?.groups ?? []));
  });

  test('closing finishes what was published, leaves the file and nothing else', async () => {
    const file = fileSd();
    const published = file.publish(make.ready(one));
    await file.close();
    expect(await published).toMatchObject({ kind: 'written' });
    expect(await file.publish(make.ready(two))).toEqual({ kind: 'closed' });
    expect(JSON.parse(await text())).toHaveLength(1);
    expect(await readdir(join(folder.path, '.spcs-sd'))).toEqual([]);
  });
});

describe('restoring', () => {
  const within = { timeout: 5_000 };
  test.each([
    ['deleted', () => unlink(path)],
    ['edited', () => writeFile(path, '[]\n')],
    [
      'replaced',
      async () => {
        await writeFile(`${path}.other`, '[]');
        await rename(`${path}.other`, path);
      },
    ],
    [
      'edited at its old size',
      async () => {
        const { length } = await text();
        await writeFile(path, 'x'.repeat(length));
      },
    ],
  ])('a file that was %s comes back within five seconds', async (_, spoil) => {
    const snapshot = make.ready(two);
    await fileSd().publish(snapshot);
    await spoil();
    await vi.waitFor(async () => expect(await text()).toBe(encodeTargetGroups(snapshot.groups)), within);
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ kind: 'written', why: 'restored' }), within);
  });

  test('also with its whole folder', async () => {
    const snapshot = make.ready(two);
    const file = fileSd();
    await file.publish(snapshot);
    await rename(folder.path, `${folder.path}.old`);
    await vi.waitFor(() => {
      expect(events.at(-1)).toMatchObject({ kind: 'failed', failure: { why: 'no-folder' }, repeated: false });
    }, within);
    await mkdir(folder.path);
    await vi.waitFor(async () => expect(await text()).toBe(encodeTargetGroups(snapshot.groups)), within);
    await rename(`${folder.path}.old`, join(folder.path, 'old'));
    // The bytes are there before it is told.
    await vi.waitFor(() => expect(events.map(({ kind }) => kind)).toContain('recovered'), within);
  });

  test('not after closing', async () => {
    const file = fileSd();
    await file.publish(make.ready(two));
    await file.close();
    const seen = await eventsDuring(folder.path, () => unlink(path));
    expect(seen).toEqual(['rename spcs.json']);
  });
});

describe('a path that no consumer would read', () => {
  test.each([
    ['spcs.yml', 'would be YAML'],
    ['spcs.YAML', 'would be YAML'],
    ['spcs.txt', 'does not end in .json'],
    ['spcs.JSON', 'does not end in .json'],
    ['spcs-*.json', 'holds a "*"'],
    ['', 'does not end in .json'],
    ['sd/.json', 'has no name'],
  ])('%s is refused', (path, why) => {
    expect(() => createFileSd({ path })).toThrow(why);
    expect(() => createFileSd({ path })).toThrow(TypeError);
  });
});
