import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TargetGroup } from '@spcs-sd/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileSd } from './file-sd.ts';
import { temporaryFolder } from './testing/folder.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const kills = 12;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  // The child runs what is published: the compiled packages.
  await promisify(execFile)('npx', ['tsc', '-b', here('..')]);
}, 60_000);
afterAll(() => folder.remove());

/** Starts a publisher, and kills it without warning some time after its first file. */
async function publishAndDie(path: string, firstRound: number, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [here('testing/publisher.mjs'), path, String(firstRound)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exit]);
  await delay(afterMs);
  child.kill('SIGKILL');
  const [, signal] = (await exit) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

/** Throws unless the text is one whole list: valid JSON whose targets all have one port. */
function checkWhole(text: string): number {
  const groups = JSON.parse(text) as readonly TargetGroup[];
  const ports = new Set(groups.flatMap(({ targets }) => targets.map((target) => target.split(':')[1])));
  const [port] = ports;
  expect(ports.size).toBe(1);
  expect(groups).toHaveLength(50 + ((Number(port) - 1) % 50));
  return Number(port);
}

test(`a reader never sees less than a whole list, although the writer is killed ${kills} times`, async () => {
  const path = join(folder.path, 'spcs.json');
  await publishAndDie(path, 0, 0);
  let isOver = false;
  const seen = new Set<number>();
  const reader = (async () => {
    while (!isOver) seen.add(checkWhole(await readFile(path, 'utf8')));
  })();
  // A failure of the reader must end the test, not the loop of kills.
  for (let kill = 1; kill < kills; kill += 1) {
    await Promise.race([reader, publishAndDie(path, kill * 1_000, Math.random() * 40)]);
  }
  isOver = true;
  await reader;
  expect(seen.size).toBeGreaterThan(kills / 2);

  const file = createFileSd({ path });
  expect(await file.open()).toEqual({ kind: 'open' });
  expect(await readdir(join(folder.path, '.spcs-sd'))).toEqual(['spcs.json.lock']);
  await file.close();
  expect((await readdir(folder.path)).toSorted()).toEqual(['.spcs-sd', 'spcs.json']);
}, 120_000);
