import { describe, expect, it } from 'vitest';

import type { ListOutcome } from '@spcs-sd/core';

import type { DiscoveryEvent } from '../event.ts';
import type { PoolSource } from '../ports.ts';
import { createFakeClock, settled } from '../testing/fake-clock.ts';
import { createFakeSource, knownList, poolsNamed } from '../testing/fake-source.ts';
import { createListRefresh } from './list-refresh.ts';

const following = (source: PoolSource) => {
  const clock = createFakeClock();
  const outcomes: ListOutcome[] = [];
  const events: DiscoveryEvent[] = [];
  const refresh = createListRefresh(source, {
    clock,
    emit: (event) => events.push(event),
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { clock, outcomes, events, refresh };
};

const sourceThat = (list: () => unknown, refreshIntervalMs = 60_000): PoolSource => ({
  refreshIntervalMs,
  list: list as PoolSource['list'],
});

const known = knownList(poolsNamed(1));

describe('the list', () => {
  it('is read at once and then at its interval', async () => {
    const source = createFakeSource(known, 30_000);
    const { clock, outcomes } = following(source);
    await clock.advance(90_000);
    expect(source.reads()).toBe(4);
    expect(outcomes).toEqual([known, known, known, known]);
  });

  it('that takes long is told once, until one is read in time again', async () => {
    let takesMs = 20_000;
    let fails = false;
    const source = sourceThat(async () => {
      // The clock is there after the first reading has begun.
      await settled();
      await new Promise<void>((resolve) => void clock.after(takesMs, resolve));
      return fails ? { kind: 'unknown', why: 'slow and vain' } : known;
    });
    const { clock, events } = following(source);
    const told = (): readonly string[] =>
      events.map(({ kind }) => kind).filter((kind) => kind.startsWith('list-') && kind !== 'list-finished');
    await settled();
    await clock.advance(9_999);
    expect(told()).toEqual([]);
    await clock.advance(1);
    expect(events.at(-1)).toEqual({ kind: 'list-late', forMs: 10_000 });
    await clock.advance(300_000);
    fails = true;
    takesMs = 1000;
    await clock.advance(100_000);
    expect(told()).toEqual(['list-late']);
    fails = false;
    await clock.advance(100_000);
    expect(told()).toEqual(['list-late', 'list-in-time']);
  });

  it('that was late is not forgotten when its source is replaced', async () => {
    const { clock, events, refresh } = following(sourceThat(() => new Promise(() => undefined)));
    await clock.advance(10_000);
    refresh.reload(createFakeSource(known, 30_000));
    await clock.advance(0);
    expect(events.map(({ kind }) => kind)).toEqual(['list-late', 'list-finished', 'list-in-time']);
  });

  it('is read when its source says so, and the interval begins anew', async () => {
    const source = createFakeSource(known, 30_000);
    const { clock } = following(source);
    await clock.advance(20_000);
    source.set(knownList([]));
    await settled();
    expect(source.reads()).toBe(2);
    await clock.advance(29_999);
    expect(source.reads()).toBe(2);
    await clock.advance(1);
    expect(source.reads()).toBe(3);
  });

  it('is read once more when it changed while it was read, and never twice at once', async () => {
    let changed = (): void => undefined;
    const answers: (() => void)[] = [];
    const source: PoolSource = {
      refreshIntervalMs: 60_000,
      list: () => new Promise((resolve) => answers.push(() => resolve(known))),
      watch: (callback) => {
        changed = callback;
        return () => undefined;
      },
    };
    const { clock } = following(source);
    changed();
    changed();
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await clock.advance(0);
    expect(answers).toHaveLength(2);
    answers[1]?.();
    await clock.advance(59_999);
    expect(answers).toHaveLength(2);
  });

  it('is read sooner after failures, with growing waits up to the interval', async () => {
    const source = createFakeSource({ kind: 'unknown', why: 'no token' }, 60_000);
    const { clock } = following(source);
    const times: number[] = [];
    const start = clock.nowMs();
    for (let seen = 0; times.length < 7;) {
      await clock.advanceUntil(() => source.reads() > seen, 120_000);
      seen = source.reads();
      times.push((clock.nowMs() - start) / 1000);
    }
    expect(times).toEqual([0, 5, 15, 35, 75, 135, 195]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      'the pool source threw: boom',
      'other',
    ],
    ['rejects', () => Promise.reject(new Error('boom')), 'the pool source threw: boom', 'other'],
    [
      'gives nothing',
      () => Promise.resolve(undefined),
      'the pool source gave something that is no pool list',
      'malformed',
    ],
    [
      'gives no pools',
      () => Promise.resolve({ kind: 'known' }),
      'the pool source gave something that is no pool list',
      'malformed',
    ],
    [
      'gives a pool without a name',
      () => Promise.resolve({ kind: 'known', pools: [{ endpoint: 'x' }] }),
      'the pool source gave something that is no pool list',
      'malformed',
    ],
    [
      'gives a reason of its own',
      () => Promise.resolve({ kind: 'unknown', why: 'w', reason: 'mood' }),
      'the pool source gave something that is no pool list',
      'malformed',
    ],
  ])('is unknown when its source %s', async (_, list, why, reason) => {
    const { clock, outcomes } = following(sourceThat(list));
    await clock.advance(0);
    expect(outcomes).toEqual([{ kind: 'unknown', why, reason }]);
  });

  it('is unknown when its source never answers', async () => {
    const { clock, outcomes } = following(sourceThat(() => new Promise(() => undefined)));
    await clock.advance(120_000);
    expect(outcomes).toMatchObject([{ kind: 'unknown', reason: 'timeout' }]);
  });

  it('closes a source when another one takes its place, and the last one at the end', async () => {
    const closed: string[] = [];
    const closing = (name: string): PoolSource => ({
      ...sourceThat(() => Promise.resolve(known)),
      close: () => void closed.push(name),
    });
    const { clock, refresh } = following(closing('first'));
    await clock.advance(0);
    expect(closed).toEqual([]);
    refresh.reload({
      ...closing('second'),
      close: () => {
        closed.push('second');
        throw new Error('boom');
      },
    });
    expect(closed).toEqual(['first']);
    refresh.stop();
    expect(closed).toEqual(['first', 'second']);
  });

  it('is still read when its watch fails', async () => {
    const source = {
      ...sourceThat(() => Promise.resolve(known)),
      watch: () => {
        throw new Error('no watches left');
      },
    };
    const { clock, outcomes } = following(source);
    await clock.advance(60_000);
    expect(outcomes).toHaveLength(2);
  });

  it('comes from a new source at once, and nothing more from the old one', async () => {
    const old = createFakeSource(known);
    const { clock, outcomes, refresh } = following(old);
    const next = createFakeSource(knownList([]));
    refresh.reload(next);
    await clock.advance(0);
    expect(outcomes).toEqual([knownList([])]);
    expect(old.watchers()).toBe(0);
    refresh.stop();
    expect(next.watchers()).toBe(0);
    expect(clock.timers()).toBe(0);
  });
});
