import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { stateStoreSuite } from '../testing/state-store-suite.ts';
import { createFileStateStore } from './file-state-store.ts';

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'spcs-sd-state-'));

stateStoreSuite('a file', async () => {
  const folder = await newFolder();
  const path = join(folder, 'state.json');
  return {
    store: createFileStateStore(path),
    reopen: () => createFileStateStore(path),
    end: () => rm(folder, { recursive: true }),
  };
});

describe('a state file', () => {
  let folder = '';
  let path = '';

  beforeEach(async () => {
    folder = await newFolder();
    path = join(folder, 'state.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes its folder, and leaves nothing but itself', async () => {
    const deep = join(folder, 'var', 'lib', 'state.json');
    expect(await createFileStateStore(deep).save('x')).toEqual({ kind: 'saved' });
    expect(await readdir(join(folder, 'var', 'lib'))).toEqual(['state.json']);
  });

  it('may be read by everyone and written by its owner', async () => {
    await createFileStateStore(path).save('x');
    expect((await stat(path)).mode & 0o777).toBe(0o644 & ~process.umask());
  });

  it('is a new file at each save, so that a reader of the old one sees it whole', async () => {
    const store = createFileStateStore(path);
    await store.save('x');
    const { ino } = await stat(path);
    await store.save('y');
    expect((await stat(path)).ino).not.toBe(ino);
  });

  it('is not written through a link in the place of the unfinished file', async () => {
    const victim = join(folder, 'victim');
    await writeFile(victim, 'precious');
    await symlink(victim, `${path}.${process.pid}.tmp`);
    expect(await createFileStateStore(path).save('x')).toEqual({ kind: 'saved' });
    expect(await readFile(victim, 'utf8')).toBe('precious');
  });

  it('replaces what a crash left unfinished', async () => {
    await writeFile(`${path}.${process.pid}.tmp`, 'hal');
    await createFileStateStore(path).save('x');
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('keeps the old text when the new one cannot be written', async () => {
    const store = createFileStateStore(path);
    await store.save('old');
    await mkdir(`${path}.${process.pid}.tmp`);
    const saved = await store.save('new');
    expect(saved).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining(`${path} cannot be written: `),
    });
    expect(await store.load()).toEqual({ kind: 'found', text: 'old' });
  });

  it('says what is in the way of its folder', async () => {
    await writeFile(join(folder, 'file'), '');
    expect((await createFileStateStore(join(folder, 'file', 'state.json')).save('x')).kind).toBe('failed');
  });

  it.each([
    ['too large', '12345', 'has 5 bytes, 4 is the most'],
    ['not text', Uint8Array.of(0xff), 'is not UTF-8 text'],
  ])('that is %s is not loaded', async (_, content, why) => {
    await writeFile(path, content);
    expect(await createFileStateStore(path, { maxBytes: 4 }).load()).toEqual({
      kind: 'failed',
      why: `${path} ${why}`,
    });
  });

  it('that is a folder is not loaded', async () => {
    await mkdir(path);
    expect(await createFileStateStore(path).load()).toMatchObject({ kind: 'failed' });
  });

  it('that is a device is not opened', async () => {
    const why = '/dev/null is not a regular file';
    expect(await createFileStateStore('/dev/null').load()).toEqual({ kind: 'failed', why });
  });

  it('that was of no use is kept beside the next one', async () => {
    const store = createFileStateStore(path);
    await writeFile(path, 'bad');
    await store.setAside();
    await store.save('good');
    expect(await readFile(`${path}.bad`, 'utf8')).toBe('bad');
    expect(await readFile(path, 'utf8')).toBe('good');
  });
});
