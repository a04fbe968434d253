import { describe, expect, test } from 'vitest';
import type { Bodies } from './bodies.ts';
import { followLatest } from './latest.ts';
import type { Latest } from './latest.ts';
import { expiredSnapshot, groupOf, readySnapshot, snapshotFeed } from './testing/snapshots.ts';

const [a, b] = [groupOf('a', ['127.0.0.1:9001']), groupOf('b', ['127.0.0.2:9001'])];

function bodiesOf(latest: Latest): Bodies {
  if (latest.kind !== 'ready') throw new Error(`Expected a ready snapshot, got ${latest.kind}.`);
  return latest.bodies;
}

describe('the newest snapshot', () => {
  test('keeps its bodies over refreshes that change nothing, and over an expiry', async () => {
    const feed = snapshotFeed();
    const latest = followLatest(feed.snapshots, { maxPartBytes: 0, onError: () => {} });
    expect(latest()).toEqual({ kind: 'none' });
    await feed.give(readySnapshot([a, b]));
    const first = bodiesOf(latest());
    await feed.give(readySnapshot([a, b], { confirmedAtMs: 1 }));
    expect(bodiesOf(latest())).toBe(first);
    await feed.give(expiredSnapshot());
    expect(latest().kind).toBe('expired');
    await feed.give(readySnapshot([a, b], { confirmedAtMs: 2 }));
    expect(bodiesOf(latest())).toBe(first);
    await feed.give(readySnapshot([a]));
    expect(bodiesOf(latest())).not.toBe(first);
  });
});
