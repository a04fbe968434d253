import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { PoolOutcome, PoolToAsk } from '@spcs-sd/core';

import type { RuntimeEvent } from '../event.ts';
import type { LookupQuestion } from '../ports.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { createTimedLookup, oneNode, silence } from '../testing/timed-lookup.ts';
import type { TimedAnswer } from '../testing/timed-lookup.ts';
import { createLookups } from './lookups.ts';

const question = { recordType: 'auto', port: 9001, address: 'ip' } as const;
const limits = { minRefreshMs: 15_000, maxRefreshMs: 60_000, maxInFlight: 256 };

const asksOf = (count: number, prefix = 'pool'): readonly PoolToAsk[] =>
  Array.from({ length: count }, (_, index) => ({
    pool: `${prefix}${index}`,
    endpoint: `${prefix}${index}.test`,
    gaveSrv: true,
  }));

const running = (answer: (question: LookupQuestion) => TimedAnswer, maxInFlight = 256) => {
  const clock = createFakeClock(0);
  const lookup = createTimedLookup(clock, answer);
  const events: RuntimeEvent[] = [];
  const outcomes: (readonly [readonly string[], PoolOutcome])[] = [];
  let idles = 0;
  const lookups = createLookups(
    { lookup, question, limits: { ...limits, maxInFlight } },
    {
      clock,
      random: seededRandom(1),
      emit: (event) => events.push(event as RuntimeEvent),
      needsTcp: () => false,
      onOutcome: (pools, outcome) => outcomes.push([pools, outcome]),
      onIdle: () => idles++,
    },
  );
  return { clock, lookup, lookups, events, outcomes, idles: () => idles };
};

const never = { afterMs: 0, ttlSeconds: 0, fails: 'never' };

const quick = ({ name }: LookupQuestion): TimedAnswer => ({ afterMs: 5, outcome: oneNode(name) });

describe('lookups', () => {
  it('ask each name again after its TTL, with what is known of it', async () => {
    const { clock, lookup, lookups, outcomes } = running(quick);
    lookups.sync([{ pool: 'a', endpoint: 'a.test', gaveSrv: false }]);
    await clock.advance(1000);
    lookups.sync([{ pool: 'a', endpoint: 'a.test', gaveSrv: true }]);
    await clock.advance(33_000);
    expect(lookup.questions.map(({ gaveSrv }) => gaveSrv)).toEqual([false, true]);
    expect(lookup.questions[0]).toMatchObject({ ...question, name: 'a.test', transport: 'any' });
    expect(outcomes).toHaveLength(2);
    expect(outcomes[0]).toEqual([['a'], oneNode('a.test')]);
  });

  it('give an answer to the pools that have the name when it comes', async () => {
    const { clock, lookups, outcomes } = running(quick);
    lookups.sync([{ pool: 'old', endpoint: 'a.test', gaveSrv: true }]);
    lookups.sync([{ pool: 'new', endpoint: 'a.test', gaveSrv: true }]);
    await clock.advance(10);
    expect(outcomes.map(([pools]) => pools)).toEqual([['new']]);
  });

  it('say when nothing is under way and nothing due', async () => {
    const { clock, lookups, idles, outcomes } = running(quick, 2);
    lookups.sync(asksOf(5));
    expect(idles()).toBe(0);
    await clock.advanceUntil(() => outcomes.length === 5, 1000);
    expect(idles()).toBe(1);
    expect(lookups.isIdle()).toBe(true);
  });

  it('ask again what was under way when the lookup is replaced, and close the old one', async () => {
    const { clock, lookup, lookups, outcomes } = running(() => ({ afterMs: 4000, outcome: silence }));
    const next = createTimedLookup(clock, quick);
    lookups.sync(asksOf(3));
    await clock.advance(10);
    lookups.reload({ lookup: next, question, limits });
    await clock.advance(10);
    expect(lookup.closed()).toBe(true);
    expect(next.questions).toHaveLength(3);
    expect(outcomes.map(([, { kind }]) => kind)).toEqual(['records', 'records', 'records']);
    expect(lookups.counts().failing).toBe(0);
  });

  it('do not close a lookup that stays', () => {
    const { lookup, lookups } = running(quick);
    lookups.reload({ lookup, question, limits });
    expect(lookup.closed()).toBe(false);
  });

  it('leave nothing running', async () => {
    const { clock, lookup, lookups, outcomes } = running(quick);
    lookups.sync(asksOf(3));
    lookups.stop();
    await clock.advance(0);
    expect(lookup.closed()).toBe(true);
    expect(lookup.inFlight()).toBe(0);
    expect(clock.timers()).toBe(0);
    expect(outcomes).toEqual([]);
  });
});

describe('whatever the names do', () => {
  const behaviour = fc.record({
    afterMs: fc.constantFrom(0, 5, 300, 4000),
    ttlSeconds: fc.nat(120),
    fails: fc.constantFrom('never', 'always', 'at times'),
  });

  it('healthy ones are asked in time, and caps hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(behaviour, { minLength: 1, maxLength: 24 }),
        fc.integer({ min: 12, max: 32 }),
        async (behaviours, maxInFlight) => {
          let asked = 0;
          const { clock, lookup, lookups } = running(({ name }) => {
            const { afterMs, ttlSeconds, fails } = behaviours[Number(/\d+/u.exec(name)?.[0])] ?? never;
            const isFailing = fails === 'always' || (fails === 'at times' && asked++ % 3 === 0);
            return { afterMs, outcome: isFailing ? silence : oneNode(name, ttlSeconds) };
          }, maxInFlight);
          lookups.sync(asksOf(behaviours.length));
          let mostFailing = 0;
          for (let second = 0; second < 300; second++) {
            await clock.advance(1000);
            mostFailing = Math.max(mostFailing, lookups.counts().failingInFlight);
          }
          expect(mostFailing).toBeLessThanOrEqual(maxInFlight / 4);
          expect(lookup.mostInFlight()).toBeLessThanOrEqual(maxInFlight);
          expect(lookup.doubled.size).toBe(0);
          for (const [index, { fails, afterMs }] of behaviours.entries()) {
            if (fails !== 'never') continue;
            const times = [0, ...lookup.timesOf(`pool${index}.test`), 300_000];
            const gaps = times.map((timeMs, at) => timeMs - (times[at - 1] ?? 0));
            // A slow answer counts from its end, and may first have had to give up its slot.
            const latestMs = limits.maxRefreshMs + 2 * afterMs + 4000;
            expect(Math.max(...gaps)).toBeLessThanOrEqual(latestMs);
          }
          lookups.stop();
        },
      ),
      { numRuns: 30 },
    );
  });
});

// A twentieth of the names and of the slots; what the schedule does with all of them, its own tests show.
describe('500 silent names among 500 healthy ones', () => {
  const maxInFlight = 12;
  const silentAfterMs = 4000;
  const isSilent = ({ name }: LookupQuestion): boolean => name.startsWith('silent');
  const both = [...asksOf(500, 'healthy'), ...asksOf(500, 'silent')];

  /** The longest time between two questions for a healthy name from `fromMs` on. */
  const longestGapMs = (
    timesOf: (name: string) => readonly number[],
    fromMs: number,
    toMs: number,
  ): number => {
    let longest = 0;
    for (const { endpoint } of asksOf(500, 'healthy')) {
      const times = [...timesOf(endpoint).filter((atMs) => atMs >= fromMs), toMs];
      for (const [index, atMs] of times.entries())
        longest = Math.max(longest, atMs - (times[index - 1] ?? fromMs));
    }
    return longest;
  };

  it('do not make a healthy one late, from the start on', async () => {
    const { clock, lookup, lookups } = running(
      (asked) =>
        isSilent(asked)
          ? { afterMs: silentAfterMs, outcome: silence }
          : { afterMs: 20, outcome: oneNode(asked.name, 60) },
      maxInFlight,
    );
    // The worst order: one silent name after each healthy one.
    lookups.sync(
      both.toSorted((a, b) => Number(a.pool.replace(/\D/gu, '')) - Number(b.pool.replace(/\D/gu, ''))),
    );
    await clock.advance(125_000);
    expect(longestGapMs(lookup.timesOf, 0, 125_000)).toBeLessThanOrEqual(2 * limits.maxRefreshMs);
    // Once the silent ones are known, a healthy one is on time.
    expect(longestGapMs(lookup.timesOf, 60_000, 125_000)).toBeLessThanOrEqual(limits.maxRefreshMs + 1000);
    expect(lookup.mostInFlight()).toBeLessThanOrEqual(maxInFlight);
    expect(lookups.counts()).toMatchObject({ failing: 500, failingInFlight: maxInFlight / 4 });
    expect(lookup.doubled.size).toBe(0);
    lookups.stop();
  });

  it('may fall silent all at once, and come back', async () => {
    let broken = false;
    const { clock, lookup, lookups, events } = running(
      (asked) =>
        broken && isSilent(asked)
          ? { afterMs: silentAfterMs, outcome: silence }
          : { afterMs: 20, outcome: oneNode(asked.name, 60) },
      maxInFlight,
    );
    lookups.sync(both);
    await clock.advance(50_000);
    broken = true;
    await clock.advance(130_000);
    expect(longestGapMs(lookup.timesOf, 10_000, 180_000)).toBeLessThanOrEqual(2 * limits.maxRefreshMs);
    expect(events.some(({ kind }) => kind === 'lookup-postponed')).toBe(true);
    expect(lookup.mostInFlight()).toBeLessThanOrEqual(maxInFlight);
    broken = false;
    await clock.advance(limits.maxRefreshMs + silentAfterMs);
    expect(lookups.counts().failing).toBe(0);
    lookups.stop();
  });
});

describe('after a standstill of the process', () => {
  it('a question that could not be answered meanwhile keeps its slot', async () => {
    // More answers than slots, so that some wait; each comes as soon as it can be read.
    const { clock, lookups, events, outcomes } = running(() => ({ afterMs: 5050, outcome: silence }), 2);
    lookups.sync(asksOf(3));
    clock.freeze(5000);
    await clock.advance(60);
    expect(events.filter(({ kind }) => kind === 'lookup-postponed')).toEqual([]);
    expect(outcomes).toHaveLength(2);
    await clock.advance(1500);
    lookups.stop();
  });
});
