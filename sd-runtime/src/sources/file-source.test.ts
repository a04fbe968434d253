import { appendFileSync, utimesSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Pool } from '@spcs-sd/core';

import type { PoolSource } from '../ports.ts';
import { systemClock } from '../system-clock.ts';
import { poolSourceSuite } from '../testing/pool-source-suite.ts';
import { createFileSource } from './file-source.ts';

const { signal } = new AbortController();
const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'spcs-sd-source-'));
const jsonOf = (pools: readonly Pool[]): string =>
  JSON.stringify(pools.map(({ name, endpoint }) => ({ name, endpoint })));

/** As a careful person writes: beside, then over. */
const replace = async (path: string, text: string): Promise<void> => {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
};

poolSourceSuite('a file', async (pools) => {
  const folder = await newFolder();
  const path = join(folder, 'pools.json');
  await writeFile(path, jsonOf(pools));
  return {
    source: createFileSource(path),
    change: (next) => replace(path, jsonOf(next)),
    break: () => replace(path, '[{"name": '),
    end: () => rm(folder, { recursive: true }),
  };
});

describe('a file of pools', () => {
  let folder = '';
  let path = '';
  let stops: (() => void)[] = [];

  beforeEach(async () => {
    folder = await newFolder();
    path = join(folder, 'pools.yml');
  });
  afterEach(async () => {
    for (const stop of stops) stop();
    stops = [];
    await rm(folder, { recursive: true, force: true });
  });

  /** Counts the calls of its watch. */
  const watched = async (source: PoolSource): Promise<() => number> => {
    let calls = 0;
    const stop = source.watch?.(() => calls++);
    if (stop !== undefined) stops.push(stop);
    await source.list(signal);
    return () => calls;
  };

  const namesIn = async (source: PoolSource): Promise<readonly string[] | string> => {
    const outcome = await source.list(signal);
    return outcome.kind === 'known' ? outcome.pools.map(({ name }) => name) : outcome.why;
  };

  it('says what is wrong with it, where, and how much more', async () => {
    await writeFile(path, '- name: a\n'.repeat(13));
    const why = await namesIn(createFileSource(path));
    expect(why).toContain(`${path}:2:9: the pool "a" is in the list already, as entry 1; ${path}:3:9:`);
    expect(why).toMatch(/; and 2 more$/u);
  });

  it.each([
    ['does not exist', () => Promise.resolve(), 'does not exist'],
    ['is a folder', () => mkdir(path), 'is not a regular file'],
    ['is a link to itself', () => symlink(path, path), 'is a link that leads to itself'],
    ['is too large', () => writeFile(path, 'x'.repeat(101)), 'has 101 bytes, 100 is the most'],
    ['is not text', () => writeFile(path, Uint8Array.of(0x2d, 0x20, 0xff)), 'is not UTF-8 text'],
  ])('that %s is unknown', async (_, make, why) => {
    await make();
    expect(await namesIn(createFileSource(path, { maxBytes: 100 }))).toBe(`${path} ${why}`);
  });

  it('may begin with a byte order mark', async () => {
    await writeFile(path, '\uFEFF- name: a\n');
    expect(await namesIn(createFileSource(path))).toEqual(['a']);
  });

  it('is not believed while it is being written', async () => {
    const waits: (() => void)[] = [];
    const after = (_: number, callback: () => void): (() => void) => {
      waits.push(callback);
      return () => undefined;
    };
    const clock = { nowMs: () => 0, wallMs: () => Date.now(), after };
    const longAgo = new Date(Date.now() - 3_600_000);
    // An editor that writes in place: first nothing, then a half, then all of it.
    await writeFile(path, '');
    const seen = namesIn(createFileSource(path, { settleMs: 60_000, clock }));
    await vi.waitFor(() => expect(waits).toHaveLength(1), 5000);
    await appendFile(path, '- name: a\n');
    waits[0]?.();
    await vi.waitFor(() => expect(waits).toHaveLength(2), 5000);
    await appendFile(path, '- name: b\n');
    await utimes(path, longAgo, longAgo);
    waits[1]?.();
    expect(await seen).toEqual(['a', 'b']);
  });

  it('is read again when it changed while it was read', async () => {
    await writeFile(path, '- name: a\n');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(path, longAgo, longAgo);
    let looks = 0;
    // The reader looks at the clock after it has looked at the file, and before it reads it.
    const wallMs = (): number => {
      if (looks++ === 0) {
        appendFileSync(path, '- name: b\n');
        utimesSync(path, longAgo, longAgo);
      }
      return Date.now();
    };
    expect(await namesIn(createFileSource(path, { clock: { ...systemClock, wallMs } }))).toEqual(['a', 'b']);
    expect(looks).toBe(2);
  });

  it('is unknown while it changes all the time', async () => {
    await writeFile(path, '- name: a\n');
    const later = new Date(Date.now() + 3_600_000);
    await utimes(path, later, later);
    // From that time's point of view it has just been written, at every look.
    const clock = {
      nowMs: () => 0,
      wallMs: () => later.getTime(),
      after: (_: number, callback: () => void) => {
        queueMicrotask(callback);
        return () => undefined;
      },
    };
    expect(await namesIn(createFileSource(path, { clock }))).toContain('changes all the time');
  });

  it('is noticed when it appears, disappears and comes back', async () => {
    const source = createFileSource(path);
    const calls = await watched(source);
    await writeFile(path, '- name: a\n');
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(0), 5000);
    const before = calls();
    await rm(path);
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(before), 5000);
    expect(await namesIn(source)).toBe(`${path} does not exist`);
    const gone = calls();
    await writeFile(path, '- name: b\n');
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(gone), 5000);
    expect(await namesIn(source)).toEqual(['b']);
  });

  it('is noticed when Kubernetes swaps the link beside it', async () => {
    const version = async (name: string, text: string): Promise<void> => {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'pools.yml'), text);
      await symlink(name, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await version('..1', '- name: a\n');
    await symlink(join('..data', 'pools.yml'), path);
    const source = createFileSource(path);
    const calls = await watched(source);
    await version('..2', '- name: b\n');
    await rm(join(folder, '..1'), { recursive: true });
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(0), 5000);
    expect(await namesIn(source)).toEqual(['b']);
    // And once more, because the first swap replaced a watched folder.
    const before = calls();
    await version('..3', '- name: c\n');
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(before), 5000);
    expect(await namesIn(source)).toEqual(['c']);
  });

  it('is noticed when it is a link and what it leads to is replaced', async () => {
    await mkdir(join(folder, 'elsewhere'));
    const target = join(folder, 'elsewhere', 'pools.yml');
    await writeFile(target, '- name: a\n');
    await symlink(target, path);
    const source = createFileSource(path);
    const calls = await watched(source);
    await replace(target, '- name: b\n');
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(0), 5000);
    expect(await namesIn(source)).toEqual(['b']);
  });

  it('is watched again when its folder was replaced', async () => {
    const inner = join(folder, 'inner');
    const innerPath = join(inner, 'pools.yml');
    await mkdir(inner);
    await writeFile(innerPath, '- name: a\n');
    const source = createFileSource(innerPath);
    const calls = await watched(source);
    await rm(inner, { recursive: true });
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(0), 5000);
    await mkdir(inner);
    await writeFile(innerPath, '- name: b\n');
    expect(await namesIn(source)).toEqual(['b']);
    const before = calls();
    // The read found the new folder; what happens in it is noticed.
    let edits = 0;
    await vi.waitFor(async () => {
      await replace(innerPath, `- name: c${edits++}\n`);
      expect(calls()).toBeGreaterThan(before + 1);
    }, 5000);
  });

  it('is not disturbed by what else happens in its folder', async () => {
    await writeFile(path, '- name: a\n');
    const source = createFileSource(path);
    const calls = await watched(source);
    for (let index = 0; index < 20; index++) await writeFile(join(folder, `other${index}`), 'x');
    await rm(join(folder, 'other0'));
    // The last event in the folder is the file's own, so all before it have been seen.
    await replace(path, '- name: b\n');
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(0), 5000);
    expect(calls()).toBe(1);
  });
});
