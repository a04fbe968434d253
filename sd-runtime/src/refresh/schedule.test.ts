import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSchedule } from './schedule.ts';
import type { AskResult, Schedule } from './schedule.ts';

const limits = { minRefreshMs: 15_000, maxRefreshMs: 60_000, maxInFlight: 8 };
const steady = (): number => 0;
const answered: AskResult = { kind: 'answered', ttlSeconds: 30 };
const failed: AskResult = { kind: 'failed' };
const named = (count: number): ReadonlySet<string> =>
  new Set(Array.from({ length: count }, (_, index) => `n${index}`));

const withNames = (count: number, maxInFlight = 8): Schedule => {
  const schedule = createSchedule({ ...limits, maxInFlight }, steady);
  schedule.sync(named(count), 0);
  return schedule;
};

/** Every name fails once, at 0. */
const allFailing = (count: number, maxInFlight: number): Schedule => {
  const schedule = withNames(count, maxInFlight);
  for (let names = schedule.start(0); names.length > 0; names = schedule.start(0)) {
    for (const name of names) schedule.finish(name, failed, 0);
  }
  return schedule;
};

describe('a schedule', () => {
  it('asks new names at once and answered ones by their TTL', () => {
    const schedule = withNames(2);
    expect(schedule.start(0)).toEqual(['n0', 'n1']);
    expect(schedule.start(0)).toEqual([]);
    schedule.finish('n0', answered, 100);
    schedule.finish('n1', { kind: 'answered', ttlSeconds: 45 }, 100);
    expect(schedule.nextMs(100)).toBe(30_100);
    expect(schedule.start(30_099)).toEqual([]);
    expect(schedule.start(30_100)).toEqual(['n0']);
    expect(schedule.start(45_100)).toEqual(['n1']);
  });

  it('keeps at most maxInFlight under way', () => {
    const schedule = withNames(20);
    expect(schedule.start(0)).toHaveLength(8);
    expect(schedule.counts().inFlight).toBe(8);
    schedule.finish('n0', answered, 1);
    expect(schedule.start(1)).toEqual(['n8']);
  });

  it('gives failing names a quarter of the slots, and the others the rest', () => {
    const schedule = allFailing(20, 8);
    schedule.sync(named(40), 60_000);
    expect(schedule.counts().failing).toBe(20);
    const started = schedule.start(60_000);
    expect(started.toSorted()).toEqual(['n0', 'n1', 'n20', 'n21', 'n22', 'n23', 'n24', 'n25']);
    expect(schedule.counts().failingInFlight).toBe(2);
  });

  it('gives failing names one slot where a quarter is less than one', () => {
    const schedule = allFailing(3, 2);
    schedule.start(60_000);
    expect(schedule.counts().failingInFlight).toBe(1);
  });

  it('takes quick looks at failing names in half of the slots, where no healthy name wants them', () => {
    const schedule = allFailing(20, 8);
    expect(schedule.start(60_000)).toHaveLength(6);
    expect(schedule.counts().failingInFlight).toBe(2);
    schedule.sync(named(21), 60_001);
    expect(schedule.start(60_001)).toEqual(['n20']);
  });

  it('gives quick looks up when they take long and others wait for one', () => {
    const schedule = allFailing(7, 8);
    const [, , ...looks] = schedule.start(60_000);
    expect(schedule.tooSlow(60_999)).toEqual([]);
    expect(schedule.nextMs(60_000)).toBe(61_000);
    expect(schedule.tooSlow(61_000)).toEqual(looks);
  });

  it('gives quick looks up for healthy names, too', () => {
    const schedule = allFailing(7, 8);
    schedule.sync(named(9), 0);
    const [, , , , ...looks] = schedule.start(60_000);
    expect(looks).toHaveLength(4);
    schedule.sync(named(10), 60_000);
    expect(schedule.tooSlow(61_000)).toEqual(expect.arrayContaining(looks));
    schedule.finish(looks[0] ?? '', { kind: 'cut-short' }, 61_000);
    expect(schedule.start(61_000)).toEqual(['n9']);
  });

  it('takes a quick look at once at a name that was cut short, and not again before it should', () => {
    const schedule = withNames(3);
    // The slots for failing names are taken by those before it in the line.
    for (const name of schedule.start(0)) if (name !== 'n2') schedule.finish(name, failed, 0);
    schedule.start(60_000);
    schedule.finish('n2', { kind: 'cut-short' }, 61_000);
    expect(schedule.start(61_000)).toEqual(['n2']);
    schedule.finish('n2', { kind: 'cut-short' }, 62_000);
    expect(schedule.start(62_000)).toEqual([]);
    expect(schedule.nextMs(62_000)).toBe(62_000 + limits.minRefreshMs);
  });

  it('leaves a name its place in the line while it takes a quick look', () => {
    const schedule = allFailing(5, 4);
    const [inTurn = '', ...looks] = schedule.start(60_000);
    for (const name of looks) schedule.finish(name, { kind: 'cut-short' }, 60_500);
    expect(schedule.start(60_500)).toHaveLength(2);
    schedule.finish(inTurn, failed, 61_000);
    expect(schedule.start(61_000)).toEqual(looks.slice(0, 1));
  });

  it('asks failing names by turns: the one that answered last, the one that waits longest', () => {
    // One slot, so that no quick looks confuse the order.
    const schedule = withNames(6, 1);
    const drain = (atMs: number, result: (name: string) => AskResult): readonly string[] =>
      Array.from({ length: 6 }, () => {
        const [name = ''] = schedule.start(atMs);
        schedule.finish(name, result(name), atMs);
        return name;
      });
    drain(0, (name) => (name === 'n4' || name === 'n5' ? { kind: 'answered', ttlSeconds: 16 } : failed));
    drain(20_000, () => failed);
    expect(drain(60_000, () => failed)).toEqual(['n4', 'n0', 'n5', 'n1', 'n2', 'n3']);
  });

  it('leaves time to read answers after the process stood still', () => {
    const schedule = withNames(9);
    schedule.start(0);
    schedule.stoodStill(5000);
    expect(schedule.nextMs(5100)).toBe(5250);
    expect(schedule.tooSlow(5249)).toEqual([]);
    expect(schedule.tooSlow(5250)).toHaveLength(8);
  });

  it('lets a recovered name go among the healthy ones again', () => {
    const schedule = allFailing(1, 8);
    expect(schedule.start(15_000)).toEqual(['n0']);
    schedule.finish('n0', answered, 15_001);
    expect(schedule.counts()).toMatchObject({ failing: 0, failingInFlight: 0 });
    expect(schedule.nextMs(15_001)).toBe(45_001);
  });

  it('forgets a name that is wanted no more, also while it is under way', () => {
    const schedule = withNames(2);
    schedule.start(0);
    schedule.sync(new Set(['n1']), 1);
    schedule.finish('n0', answered, 2);
    schedule.finish('n1', answered, 2);
    expect(schedule.start(Infinity)).toEqual(['n1']);
    expect(schedule.counts().names).toBe(1);
  });

  it('does not start twice a name that left and came back while it was under way', () => {
    const schedule = withNames(1);
    schedule.start(0);
    schedule.sync(new Set(), 1);
    schedule.sync(new Set(['n0']), 2);
    expect(schedule.start(3)).toEqual([]);
    schedule.finish('n0', answered, 4);
    expect(schedule.nextMs(4)).toBe(30_004);
  });

  it('keeps an appointment, but not before the shortest interval', () => {
    const schedule = withNames(2);
    schedule.start(0);
    for (const name of named(2)) schedule.finish(name, { kind: 'answered', ttlSeconds: 60 }, 0);
    schedule.hasten('n0', 20_000);
    schedule.hasten('n1', 1);
    expect(schedule.start(14_999)).toEqual([]);
    expect(schedule.start(15_000)).toEqual(['n1']);
    expect(schedule.start(20_000)).toEqual(['n0']);
  });

  it('keeps an appointment over an answer that comes before it, and only once', () => {
    const schedule = withNames(1);
    schedule.start(0);
    schedule.finish('n0', { kind: 'answered', ttlSeconds: 60 }, 0);
    schedule.hasten('n0', 60_000);
    expect(schedule.start(54_000)).toEqual(['n0']);
    schedule.finish('n0', { kind: 'answered', ttlSeconds: 60 }, 54_000);
    expect(schedule.nextMs(54_000)).toBe(54_000 + 15_000);
    schedule.start(69_000);
    schedule.finish('n0', { kind: 'answered', ttlSeconds: 60 }, 69_000);
    expect(schedule.nextMs(69_000)).toBe(69_000 + 54_000);
  });

  it('calls those slow that hold slots for long while others wait, and nobody otherwise', () => {
    const schedule = withNames(8);
    schedule.start(0);
    expect(schedule.tooSlow(10_000)).toEqual([]);
    schedule.sync(named(9), 10_000);
    expect(schedule.tooSlow(10_000)).toHaveLength(8);
    schedule.finish('n3', { kind: 'cut-short' }, 10_000);
    expect(schedule.start(10_000)).toEqual(['n8']);
    expect(schedule.tooSlow(10_000)).toEqual([]);
  });

  it('says when to look again for slow ones', () => {
    const schedule = withNames(9);
    schedule.start(0);
    expect(schedule.nextMs(0)).toBe(1000);
    expect(schedule.tooSlow(999)).toEqual([]);
    expect(schedule.tooSlow(1000)).toHaveLength(8);
  });

  it('has patience with a resolver that is slow with everybody', () => {
    const schedule = withNames(1);
    let nowMs = 0;
    for (let round = 0; round < 50; round++) {
      schedule.start(nowMs);
      schedule.finish('n0', answered, nowMs + 3000);
      nowMs += 60_000;
    }
    schedule.sync(named(20), nowMs);
    schedule.start(nowMs);
    expect(schedule.tooSlow(nowMs + 3001)).toEqual([]);
    expect(schedule.tooSlow(nowMs + 12_000)).toHaveLength(8);
  });

  it('asks a name that was given back at once, among its own', () => {
    const schedule = allFailing(1, 8);
    schedule.sync(named(2), 0);
    schedule.start(15_000);
    schedule.finish('n0', { kind: 'given-back' }, 15_001);
    schedule.finish('n1', { kind: 'given-back' }, 15_001);
    expect(schedule.start(15_001)).toHaveLength(2);
    expect(schedule.counts()).toMatchObject({ failing: 1, failingInFlight: 1 });
  });

  it('follows other limits', () => {
    const schedule = withNames(20);
    schedule.limit({ ...limits, maxInFlight: 3 });
    expect(schedule.start(0)).toHaveLength(3);
  });
});

describe('whatever the answers', () => {
  const result: fc.Arbitrary<AskResult> = fc.oneof(
    fc.record({ kind: fc.constant('answered' as const), ttlSeconds: fc.option(fc.nat(120)) }),
    fc.constant(failed),
    fc.constant<AskResult>({ kind: 'cut-short' }),
  );
  const move = fc.record({
    waitMs: fc.nat(20_000),
    finish: fc.nat(10),
    result,
    wanted: fc.integer({ min: 0, max: 30 }),
  });

  it('caps hold, and no name is under way twice or lost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(move, { maxLength: 60 }),
        (maxInFlight, moves) => {
          const schedule = createSchedule({ ...limits, maxInFlight }, steady);
          const underWay = new Set<string>();
          let nowMs = 0;
          let wanted = named(0);
          for (const { waitMs, finish, result, wanted: count } of moves) {
            nowMs += waitMs;
            wanted = named(count);
            schedule.sync(wanted, nowMs);
            for (const name of schedule.start(nowMs)) {
              expect(underWay.has(name)).toBe(false);
              underWay.add(name);
            }
            const counts = schedule.counts();
            expect(counts.inFlight).toBe(underWay.size);
            expect(counts.inFlight).toBeLessThanOrEqual(maxInFlight);
            expect(counts.failingInFlight).toBeLessThanOrEqual(Math.max(1, Math.floor(maxInFlight / 4)));
            for (const name of [...underWay].slice(0, finish)) {
              underWay.delete(name);
              schedule.finish(name, result, nowMs);
            }
          }
          for (const name of underWay) schedule.finish(name, answered, nowMs);
          // Every name is asked again in the end.
          const asked = new Set<string>();
          const laterMs = nowMs + 600_000;
          for (let names = schedule.start(laterMs); names.length > 0; names = schedule.start(laterMs)) {
            for (const name of names) asked.add(name);
            for (const name of names) schedule.finish(name, answered, laterMs);
          }
          expect(asked).toEqual(new Set(wanted));
        },
      ),
    );
  });
});
