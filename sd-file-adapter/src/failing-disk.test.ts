import { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { encodeTargetGroups } from '@spcs-sd/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FileSdEvent } from './attempts.ts';
import { nodeDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { createFileSd, createFileSdOn } from './file-sd.ts';
import { eventsDuring, temporaryFolder } from './testing/folder.ts';
import { snapshotMaker } from './testing/snapshots.ts';

const make = snapshotMaker();
const before = make.ready({ a: ['127.0.0.1:9001'] });
const after = make.ready({ a: ['127.0.0.1:9001', '127.0.0.2:9001'] });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'spcs.json');
});
afterEach(() => folder.remove());

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: on purpose`), { code });
}

/** A disk on which some calls fail while `broken` says so. */
function failingDisk(call: 'write' | 'sync' | 'rename' | 'open', code: string): Disk & { broken: boolean } {
  const isStaged = (name: unknown): boolean => String(name).endsWith('.tmp');
  const disk = {
    ...nodeDisk,
    broken: false,
    open: async (...args: Parameters<Disk['open']>) => {
      const fails = disk.broken && isStaged(args[0]);
      if (fails && call === 'open') throw systemError(code);
      const handle = await nodeDisk.open(...args);
      if (fails && call === 'write') {
        // Half of it arrives, as on a full disk.
        const writeFile = handle.writeFile.bind(handle);
        handle.writeFile = async (data) => {
          await writeFile((data as Buffer).subarray(0, 10));
          throw systemError(code);
        };
      }
      if (fails && call === 'sync') handle.sync = () => Promise.reject(systemError(code));
      return handle;
    },
    rename: async (...args: Parameters<Disk['rename']>) => {
      if (disk.broken && call === 'rename') throw systemError(code);
      await nodeDisk.rename(...args);
    },
  };
  return disk;
}

describe('a disk that fails', () => {
  test.each([
    ['write', 'ENOSPC', 'no-space', 'no space left'],
    ['write', 'EDQUOT', 'no-space', 'quota'],
    ['sync', 'EIO', 'other', 'EIO: on purpose'],
    ['open', 'EROFS', 'read-only', 'is read-only'],
    ['open', 'EACCES', 'no-permission', 'no permission'],
    ['rename', 'EBUSY', 'other', 'mount its folder'],
  ] as const)(
    'at %s with %s keeps the old file, says why, and is tried again',
    async (call, code, why, words) => {
      const events: FileSdEvent[] = [];
      const disk = failingDisk(call, code);
      const file = createFileSdOn(disk, { path, onEvent: (event) => events.push(event) });
      try {
        await file.publish(before);
        disk.broken = true;
        const published = await file.publish(after);
        expect(published).toMatchObject({ kind: 'failed', failure: { why, code } });
        expect(published.kind === 'failed' && published.failure.message).toContain(words);
        expect(await readFile(path, 'utf8')).toBe(encodeTargetGroups(before.groups));
        expect(await readdir(join(folder.path, '.spcs-sd'))).toEqual(['spcs.json.lock']);
        disk.broken = false;
        const within = { timeout: 5_000 };
        await vi.waitFor(
          () => expect(events.at(-1)).toMatchObject({ kind: 'written', why: 'changed' }),
          within,
        );
        expect(await readFile(path, 'utf8')).toBe(encodeTargetGroups(after.groups));
        expect(events.map(({ kind }) => kind)).toContain('recovered');
        const failures = events.filter((event) => event.kind === 'failed');
        expect(failures[0]?.repeated).toBe(false);
        expect(failures.slice(1).every(({ repeated }) => repeated)).toBe(true);
      } finally {
        await file.close();
      }
    },
  );

  test('a callback that throws does not stop the work', async () => {
    const errors: unknown[] = [];
    const uncaught = (error: unknown): void => void errors.push(error);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', uncaught);
    const onEvent = (): void => {
      throw new Error('in the callback');
    };
    const file = createFileSd({ path, onEvent });
    try {
      expect(await file.publish(before)).toMatchObject({ kind: 'written' });
      await vi.waitFor(() => expect(errors).toHaveLength(1));
    } finally {
      await file.close();
      process.off('uncaughtException', uncaught);
      for (const other of others) process.on('uncaughtException', other);
    }
  });
});

describe('a folder that cannot be used', () => {
  test.each([
    ['is missing', 'missing/spcs.json', 'no-folder', 'create it'],
    ['is a file', 'file/spcs.json', 'no-folder', 'not a folder'],
  ])('because it %s', async (_, name, why, words) => {
    await writeFile(join(folder.path, 'file'), '');
    const file = createFileSd({ path: join(folder.path, name) });
    const opened = await file.open();
    expect(opened).toMatchObject({
      kind: 'failed',
      failure: { why, message: expect.stringContaining(words) },
    });
    expect(await file.publish(before)).toMatchObject({ kind: 'failed', failure: { why } });
    await file.close();
  });

  test("a folder in the file's place stays, and is named", async () => {
    await mkdir(join(path, 'inside'), { recursive: true });
    const file = createFileSd({ path });
    const published = await file.publish(before);
    expect(published.kind === 'failed' && published.failure.message).toContain('a folder of that name');
    await file.close();
    expect(await readdir(path)).toEqual(['inside']);
  });
});

describe('across file systems', () => {
  test('the file is staged beside its place, under a name that no pattern matches', async () => {
    const disk = failingDisk('rename', 'EXDEV');
    const opened: string[] = [];
    const file = createFileSdOn(
      {
        ...disk,
        open: (...args) => {
          opened.push(String(args[0]));
          return disk.open(...args);
        },
        rename: async (from, to) => {
          if (String(from).includes('.spcs-sd')) throw systemError('EXDEV');
          await nodeDisk.rename(from, to);
        },
      },
      { path },
    );
    expect(await file.publish(before)).toMatchObject({ kind: 'written' });
    await file.close();
    const beside = opened.find((name) => name.startsWith(join(folder.path, '.spcs.json')));
    expect(beside).toMatch(/\.tmp$/);
    expect(await readdir(folder.path)).toEqual(['.spcs-sd', 'spcs.json']);
  });

  const memory = '/dev/shm';
  const isOther = ((): boolean => {
    try {
      return statSync(memory).dev !== statSync('/tmp').dev;
    } catch {
      return false;
    }
  })();
  test.skipIf(!isOther)('also really, with the subfolder in memory', async () => {
    const elsewhere = join(memory, `spcs-sd-${process.pid}`);
    await mkdir(elsewhere);
    try {
      await symlink(elsewhere, join(folder.path, '.spcs-sd'));
      const file = createFileSd({ path });
      expect(await file.publish(before)).toMatchObject({ kind: 'written' });
      const seen = await eventsDuring(folder.path, async () => {
        await file.publish(after);
      });
      expect(seen.filter((event) => event === 'rename spcs.json')).toHaveLength(1);
      expect(await readFile(path, 'utf8')).toBe(encodeTargetGroups(after.groups));
      await file.close();
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });
});

describe('what a crash left behind', () => {
  test('is removed at the start: temporaries of this file, and nothing else', async () => {
    const staging = join(folder.path, '.spcs-sd');
    await mkdir(staging);
    const strangers = ['other.json.1-1.tmp', 'spcs.json.bak', 'spcs.json.x.json.1-1.tmp'];
    for (const name of [...strangers, 'spcs.json.123-1.tmp']) await writeFile(join(staging, name), '');
    for (const name of ['.spcs.json.123-4.tmp', '.spcs.json.tmp'])
      await writeFile(join(folder.path, name), '');
    const file = createFileSd({ path });
    expect(await file.open()).toEqual({ kind: 'open' });
    expect((await readdir(staging)).toSorted()).toEqual([...strangers, 'spcs.json.lock'].toSorted());
    expect(await readdir(folder.path)).toEqual(['.spcs-sd', '.spcs.json.tmp']);
    await file.close();
  });

  test('a second writer is told who has the file, and takes over when that one closes', async () => {
    const first = createFileSd({ path });
    await first.publish(before);
    const events: FileSdEvent[] = [];
    const second = createFileSd({ path, onEvent: (event) => events.push(event) });
    const published = await second.publish(after);
    expect(published).toMatchObject({ kind: 'failed', failure: { why: 'locked', holderPid: process.pid } });
    expect(await readFile(path, 'utf8')).toBe(encodeTargetGroups(before.groups));
    await first.close();
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ kind: 'written' }), { timeout: 5_000 });
    await second.close();
  });
});
