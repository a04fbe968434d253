/** Requests cost nothing upstream, however many they are: they read what is there. */
import type { Snapshot } from '@spcs-sd/core';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpSd } from './handler.ts';
import { startServer } from './testing/server.ts';
import { groupOf, readySnapshot, snapshotFeed } from './testing/snapshots.ts';

test('requests take nothing from where the snapshots come from', async () => {
  const feed = snapshotFeed();
  let taken = 0;
  const counted: AsyncIterable<Snapshot> = {
    [Symbol.asyncIterator]: () => {
      const snapshots = feed.snapshots[Symbol.asyncIterator]();
      return {
        next: () => {
          taken += 1;
          return snapshots.next();
        },
      };
    },
  };
  const server = await startServer(createHttpSd(counted));
  onTestFinished(() => server.close());
  await feed.give(readySnapshot([groupOf('a', ['127.0.0.1:9001'])]));
  const before = taken;
  for (const path of ['/', '/?pool=a', '/?pool=b', '/?shard=0&of=2', '/']) await server.ask(path);
  expect(taken).toBe(before);
});
