import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { seededRandom } from '../testing/seeded-random.ts';
import { simulateFleet } from '../testing/simulated-fleet.ts';
import type { Behaviour, SimulatedFleet } from '../testing/simulated-fleet.ts';
import { createSchedule } from './schedule.ts';

const minute = 60_000;
const interval = minute;
const limits = { minRefreshMs: 15_000, maxRefreshMs: interval, maxInFlight: 256 };

/** Two tries of SRV, two of addresses, 2 s each: what a silent name costs by default. */
const silent: Behaviour = { afterMs: 8000, result: { kind: 'failed' } };
const answering: Behaviour = { afterMs: 20, result: { kind: 'answered', ttlSeconds: 60 } };
/** A slot is lost after this, while others wait. */
const patienceMs = 1000;

const namesOf = (kind: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${kind}${index}`);
const isSilent = (name: string): boolean => name.startsWith('silent');

/** As many silent names as healthy ones, in the worst order: one after each. */
const fleetOf = (count: number, maxInFlight: number) => {
  const healthy = namesOf('healthy', count);
  const schedule = createSchedule({ ...limits, maxInFlight }, seededRandom(1));
  schedule.sync(new Set(healthy.flatMap((name, index) => [name, `silent${index}`])), 0);
  return { healthy, schedule, fleet: simulateFleet(schedule) };
};

/** The longest time from answer to answer, of those that came after `fromMs`; the first counts from 0. */
const longestGapMs = (fleet: SimulatedFleet, names: readonly string[], fromMs: number): number => {
  let longest = 0;
  for (const name of names) {
    const answers = fleet.questionsOf(name).filter(({ result }) => result === 'answered');
    const timesMs = [0, ...answers.map(({ toMs }) => toMs), fleet.nowMs];
    for (const [index, toMs] of timesMs.entries()) {
      if (toMs > fromMs) longest = Math.max(longest, toMs - (timesMs[index - 1] ?? 0));
    }
  }
  return longest;
};

describe('10,000 silent names among 10,000 healthy ones', () => {
  it('do not make a healthy one late, from the start on', () => {
    const { healthy, schedule, fleet } = fleetOf(10_000, 256);
    let mostFailing = 0;
    for (let atMs = 0; atMs <= 1.75 * minute; atMs += 5000) {
      fleet.run(atMs, (name) => (isSilent(name) ? silent : answering));
      mostFailing = Math.max(mostFailing, schedule.counts().failingInFlight);
    }
    expect(longestGapMs(fleet, healthy, 0)).toBeLessThanOrEqual(interval + patienceMs);
    expect(fleet.mostInFlight()).toBe(256);
    expect(mostFailing).toBe(64);
  });
});

describe('600 silent names among 600 healthy ones', () => {
  const names = 600;
  const inFlight = 16;
  const startMs = (names / inFlight) * patienceMs;
  /** How long it takes to look once at every silent name. */
  const roundMs = (names / (inFlight / 2)) * patienceMs;

  it('do not make one late that loses a question now and then', () => {
    const random = seededRandom(2);
    const failed = new Set<string>();
    const { healthy, fleet } = fleetOf(names, inFlight);
    fleet.run(10 * minute, (name) => {
      if (isSilent(name)) return silent;
      // Never two in a row.
      const fails = random() < 0.05 && !failed.has(name);
      if (fails) failed.add(name);
      else failed.delete(name);
      return fails ? silent : answering;
    });
    expect(longestGapMs(fleet, healthy, 3 * minute)).toBeLessThanOrEqual(2 * interval);
    // At the start nothing tells them from the silent ones: they wait until all were looked at twice.
    expect(longestGapMs(fleet, healthy, 0)).toBeLessThanOrEqual(startMs + roundMs + silent.afterMs);
  });

  it('may fall silent all at once, and come back', () => {
    const { healthy, schedule, fleet } = fleetOf(names, inFlight);
    fleet.run(2 * minute, () => answering);
    fleet.run(8 * minute, (name) => (isSilent(name) ? silent : answering));
    expect(longestGapMs(fleet, healthy, 0)).toBeLessThanOrEqual(2 * interval);
    expect(longestGapMs(fleet, healthy, 5 * minute)).toBeLessThanOrEqual(interval + patienceMs);
    expect(schedule.counts().failing).toBe(names);
    fleet.run(8 * minute + interval + silent.afterMs, () => answering);
    expect(schedule.counts().failing).toBe(0);
  });

  it.each([
    { whose: 'never answered', before: (name: string) => (isSilent(name) ? silent : answering) },
    { whose: 'fell silent with them', before: () => answering },
  ])('do not hold up the healthy ones after an outage of all, when they $whose', ({ before }) => {
    const { healthy, fleet } = fleetOf(names, inFlight);
    fleet.run(3 * minute, before);
    fleet.run(8 * minute, () => silent);
    const endMs = 8 * minute + interval + 2 * roundMs;
    fleet.run(endMs, (name) => (isSilent(name) ? silent : answering));
    for (const name of healthy)
      expect(
        fleet
          .questionsOf(name)
          .filter(({ toMs }) => toMs > 8 * minute)
          .at(-1),
      ).toMatchObject({
        result: 'answered',
      });
    fleet.run(endMs + 5 * minute, (name) => (isSilent(name) ? silent : answering));
    expect(longestGapMs(fleet, healthy, endMs + 2 * minute)).toBeLessThanOrEqual(interval + patienceMs);
  });
});

describe('whoever the others are', () => {
  const bounds = { minRefreshMs: 2500, maxRefreshMs: 10_000 };
  const failMs = 4000;
  const joinMs = 2 * minute;
  /** How many of each kind there are; what they do stands below. Slow ones come when the others fail. */
  const crowd = fc.record({
    healthy: fc.nat(10),
    silent: fc.nat(10),
    fallsSilent: fc.integer({ min: 10, max: 35 }),
    flaps: fc.nat(10),
    slow: fc.integer({ min: 1, max: 5 }),
  });
  type Crowd = Readonly<Record<'healthy' | 'silent' | 'fallsSilent' | 'flaps' | 'slow', number>>;
  const members = ({ slow, ...others }: Crowd): readonly [readonly string[], readonly string[]] => [
    Object.entries(others).flatMap(([kind, count]) => namesOf(kind, count)),
    namesOf('slow', slow),
  ];
  const behave = (name: string, nowMs: number): Behaviour => {
    const kind = name.replace(/\d/gu, '');
    if (kind === 'slow') return { ...answering, afterMs: 2500 };
    const fails =
      kind === 'silent' ||
      (kind === 'fallsSilent' && nowMs > minute) ||
      (kind === 'flaps' && nowMs % 20_000 > 10_000);
    return fails ? { afterMs: failMs, result: { kind: 'failed' } } : answering;
  };

  it('each name has all the time it needs again, within a bound', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 9 }), (counts, maxInFlight) => {
        const schedule = createSchedule({ ...bounds, maxInFlight }, seededRandom(3));
        const [first, later] = members(counts);
        const names = [...first, ...later];
        schedule.sync(new Set(first), 0);
        const fleet = simulateFleet(schedule);
        fleet.run(joinMs, behave);
        schedule.sync(new Set(names), joinMs);
        fleet.run(15 * minute, behave);
        // Whoever is before it in the line holds a slot once; of the failing slots half go by the line.
        const failing = Math.max(1, Math.floor(maxInFlight / 4));
        const failingRounds = failing === 1 ? 2 * names.length : names.length / Math.floor(failing / 2);
        // Failing names cannot take the other slots. Where there are none, they go before it by their lines.
        const healthyRounds = maxInFlight === 1 ? 2 * names.length : names.length / (maxInFlight - failing);
        const longestMs = bounds.maxRefreshMs + (healthyRounds + failingRounds + 2) * failMs;
        for (const name of names) {
          const whole = fleet.questionsOf(name).filter(({ result }) => result !== 'cut-short');
          const timesMs = [joinMs, ...whole.map(({ toMs }) => toMs), fleet.nowMs];
          const gapsMs = timesMs.map((toMs, index) => toMs - (timesMs[index - 1] ?? toMs));
          expect(Math.max(...gapsMs)).toBeLessThanOrEqual(longestMs);
        }
      }),
      { numRuns: 20 },
    );
  });
});
