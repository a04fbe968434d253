import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGuard } from './guard.ts';
import { temporaryFolder } from './testing/folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'spcs.json');
});
afterEach(async () => {
  vi.useRealTimers();
  await folder.remove();
});

describe('the guard looks', () => {
  test('when the file changes, and not for its neighbours', async () => {
    // The clock stands still: only events can make it look.
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const look = vi.fn();
    const guard = createGuard(path, look);
    await writeFile(join(folder.path, 'neighbour.json'), '');
    await writeFile(join(folder.path, 'staged'), '');
    await rename(join(folder.path, 'staged'), path);
    await vi.waitFor(() => expect(look).toHaveBeenCalledOnce());
    await rm(path);
    await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(2));
    guard.close();
  });

  test('every two seconds where there are no events, until it is closed', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const look = vi.fn();
    const guard = createGuard(join(folder.path, 'missing', 'spcs.json'), look);
    vi.advanceTimersByTime(4_000);
    expect(look).toHaveBeenCalledTimes(2);
    guard.close();
    vi.advanceTimersByTime(4_000);
    expect(look).toHaveBeenCalledTimes(2);
  });
});
