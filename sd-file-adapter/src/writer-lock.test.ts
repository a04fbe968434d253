import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeDisk } from './disk.ts';
import { ownIdentity } from './process-identity.ts';
import { temporaryFolder } from './testing/folder.ts';
import { takeWriterLock } from './writer-lock.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
let lockPath: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'spcs.json');
  lockPath = join(folder.path, '.spcs-sd', 'spcs.json.lock');
  await mkdir(join(folder.path, '.spcs-sd'));
});
afterEach(() => folder.remove());

const left = (holder: object): Promise<void> => writeFile(lockPath, JSON.stringify(holder));
const take = (silenceMs = 50): ReturnType<typeof takeWriterLock> =>
  takeWriterLock(nodeDisk, path, { silenceMs });

/** A process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('the writer lock', () => {
  test('is for one, and free again after its release', async () => {
    const first = await take();
    expect(first.kind).toBe('taken');
    expect(await take()).toEqual({ kind: 'locked', holderPid: process.pid });
    if (first.kind === 'taken') await first.lock.release();
    expect(await readdir(join(folder.path, '.spcs-sd'))).toEqual([]);
    expect((await take()).kind).toBe('taken');
  });

  test('of another file in the same folder is another lock', async () => {
    await take();
    expect((await takeWriterLock(nodeDisk, join(folder.path, 'other.json'))).kind).toBe('taken');
  });

  test.each([
    ['a process that has ended', async () => left({ ...ownIdentity(), pid: await deadPid() })],
    // The same number, but another process: this one started later.
    ['a process whose number was used again', () => left({ ...ownIdentity(), started: '1' })],
    ['another machine that is silent', () => left({ ...ownIdentity(), realm: 'elsewhere' })],
    ['nobody who can be read', () => writeFile(lockPath, '')],
    ['nobody who makes sense', () => left({ pid: '1' })],
  ])('of %s is taken over', async (_, leave) => {
    await leave();
    const attempt = await take();
    expect(attempt.kind).toBe('taken');
    expect(JSON.parse(await readFile(lockPath, 'utf8'))).toMatchObject(ownIdentity());
    expect(await readdir(join(folder.path, '.spcs-sd'))).toEqual(['spcs.json.lock']);
  });

  test('of another machine that touches it is respected', async () => {
    await left({ ...ownIdentity(), pid: 7, realm: 'elsewhere' });
    const attempt = take(20_000);
    let seconds = 1;
    const beat = setInterval(() => void utimes(lockPath, seconds, (seconds += 1)), 5);
    try {
      expect(await attempt).toEqual({ kind: 'locked', holderPid: 7 });
    } finally {
      clearInterval(beat);
    }
  });

  test('is not waited for after the signal', async () => {
    await left({ ...ownIdentity(), realm: 'elsewhere' });
    const controller = new AbortController();
    const attempt = takeWriterLock(nodeDisk, path, { silenceMs: 3_600_000, signal: controller.signal });
    controller.abort();
    await expect(attempt).rejects.toThrow('abort');
  });

  test('of a dead process goes to exactly one of many rivals', async () => {
    const pid = await deadPid();
    for (let round = 0; round < 20; round += 1) {
      await left({ ...ownIdentity(), pid, round });
      const attempts = await Promise.all(Array.from({ length: 20 }, () => take()));
      expect(attempts.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
      expect(await readdir(join(folder.path, '.spcs-sd'))).toEqual(['spcs.json.lock']);
    }
  });

  test.each(['EPERM', 'EEXIST'])(
    'of a dead process is taken over although linking gives %s',
    async (code) => {
      await left({ ...ownIdentity(), pid: await deadPid() });
      const link = (): Promise<void> => Promise.reject(Object.assign(new Error(code), { code }));
      expect((await takeWriterLock({ ...nodeDisk, link }, path)).kind).toBe('taken');
    },
  );

  test('knows when it was lost, and leaves the new owner alone', async () => {
    const attempt = await take();
    if (attempt.kind !== 'taken') throw new Error('The lock was not free.');
    expect(await attempt.lock.isHeld()).toBe(true);
    await left({ pid: 1 });
    expect(await attempt.lock.isHeld()).toBe(false);
    await attempt.lock.beat();
    await attempt.lock.release();
    expect(await readFile(lockPath, 'utf8')).toBe('{"pid":1}');
  });

  test('shows that its owner lives', async () => {
    const attempt = await take();
    if (attempt.kind !== 'taken') throw new Error('The lock was not free.');
    await utimes(lockPath, 1, 1);
    await attempt.lock.beat();
    await vi.waitFor(async () => expect((await nodeDisk.stat(lockPath)).mtimeMs).toBeGreaterThan(1_000_000));
  });
});
