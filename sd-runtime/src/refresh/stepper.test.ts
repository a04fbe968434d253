import { describe, expect, it } from 'vitest';

import { defaultPolicy, initialState } from '@spcs-sd/core';
import type { CoreEvent, Observation, PoolOutcome, Snapshot } from '@spcs-sd/core';

import type { DiscoveryEvent } from '../event.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { knownList, poolsNamed } from '../testing/fake-source.ts';
import { oneNode } from '../testing/timed-lookup.ts';
import { createStepper } from './stepper.ts';

const starting = (policy = defaultPolicy) => {
  const clock = createFakeClock();
  const events: DiscoveryEvent[] = [];
  const snapshots: Snapshot[] = [];
  const steps: (readonly [readonly CoreEvent[], boolean])[] = [];
  const stepper = createStepper(policy, {
    clock,
    emit: (event) => events.push(event),
    onStep: (changes, observed) => steps.push([changes, observed]),
    onSnapshot: (snapshot) => snapshots.push(snapshot),
  });
  const list = (count: number): Observation => ({
    of: 'list',
    observedAtMs: clock.nowMs(),
    outcome: knownList(poolsNamed(count)),
  });
  const answer = (index: number, outcome: PoolOutcome = oneNode(`pool${index}`)): Observation => ({
    of: 'pool',
    pool: `pool${index}`,
    observedAtMs: clock.nowMs(),
    outcome,
  });
  const observing = (): readonly number[] =>
    events.flatMap((event) => (event.kind === 'step' && event.observations > 0 ? [event.observations] : []));
  return { clock, events, snapshots, steps, stepper, list, answer, observing };
};

describe('a stepper', () => {
  it('shows a waiting snapshot before it starts', () => {
    expect(starting().stepper.snapshot().kind).toBe('waiting');
  });

  it('makes few steps of many answers', async () => {
    const { clock, stepper, list, answer, observing } = starting();
    stepper.start(initialState());
    stepper.add([list(1000)]);
    stepper.flush();
    for (let index = 0; index < 1000; index++) {
      stepper.add([answer(index)]);
      if (index % 100 === 99) await clock.advance(10);
    }
    await clock.advance(50);
    expect(observing()[0]).toBe(1);
    expect(observing().slice(1).length).toBeLessThanOrEqual(3);
    expect(observing().reduce((sum, count) => sum + count)).toBe(1001);
    expect(stepper.snapshot()).toMatchObject({ kind: 'ready', targetCount: 1000 });
  });

  const manyNodes = (index: number, count = 100): PoolOutcome => ({
    kind: 'records',
    recordType: 'SRV',
    records: Array.from({ length: count }, (_, node) => ({
      host: `10.${index}.${node >> 8}.${node & 255}`,
      port: 9001,
    })),
    transport: 'tcp',
    ttlSeconds: 30,
    doubtful: false,
  });
  const withMany = () => {
    const world = starting();
    const { stepper, list, answer } = world;
    stepper.start(initialState());
    stepper.add([list(200)]);
    stepper.flush();
    for (let index = 0; index < 200; index++) stepper.add([answer(index, manyNodes(index))]);
    stepper.flush();
    return { ...world, parts: () => world.observing().slice(1) };
  };
  const whole = { kind: 'ready', targetCount: 20_000 };

  it('takes many targets in parts, and shows them when it has all', async () => {
    const { clock, stepper, snapshots, parts } = withMany();
    expect(parts()).toEqual([50]);
    // Whoever calls has to wait: others come first.
    stepper.flush();
    stepper.caughtUp();
    expect(parts()).toEqual([50]);
    await clock.advance(0);
    expect(parts()).toEqual([50, 50, 50, 50]);
    expect(snapshots.slice(-2).map(({ kind }) => kind)).toEqual(['waiting', 'ready']);
    expect(snapshots.at(-1)).toMatchObject(whole);
  });

  it('shows a change of many targets once', async () => {
    const { clock, stepper, snapshots, answer, parts } = withMany();
    await clock.advance(1);
    const before = snapshots.length;
    for (let index = 0; index < 200; index++) stepper.add([answer(index, manyNodes(index, 101))]);
    stepper.flush();
    await clock.advance(0);
    expect(parts()).toHaveLength(8);
    expect(snapshots.slice(before)).toMatchObject([{ targetCount: 20_200 }]);
  });

  it('takes a large fleet in few parts', async () => {
    const { clock, stepper, list, answer, observing } = starting();
    const answers = () => Array.from({ length: 100 }, (_, index) => answer(index, manyNodes(index, 1000)));
    stepper.start(initialState());
    for (const observations of [[list(100)], answers()]) {
      stepper.add(observations);
      stepper.flush();
      await clock.advance(1);
    }
    const before = observing().length;
    stepper.add(answers());
    stepper.flush();
    await clock.advance(1);
    expect(observing().slice(before)).toEqual([25, 25, 25, 25]);
  });

  it.each([
    ['stops', (stepper: ReturnType<typeof createStepper>) => stepper.stop()],
    ['takes another policy', (stepper: ReturnType<typeof createStepper>) => stepper.policy(defaultPolicy)],
  ])('takes all parts at once when it %s', (_, act) => {
    const { stepper, snapshots, parts } = withMany();
    act(stepper);
    expect(parts()).toEqual([50, 50, 50, 50]);
    expect(snapshots.at(-1)).toMatchObject(whole);
  });

  it('counts what gave the state another meaning, and not time alone', async () => {
    const { clock, stepper, list, answer } = starting();
    stepper.start(initialState());
    const started = stepper.revision();
    await clock.advance(5000);
    expect(stepper.revision()).toBe(started);
    stepper.add([list(1)]);
    stepper.flush();
    stepper.add([answer(0)]);
    stepper.flush();
    expect(stepper.revision()).toBe(started + 2);
    // The same answer again is news: its age begins anew.
    await clock.advance(1000);
    stepper.add([answer(0)]);
    stepper.flush();
    expect(stepper.revision()).toBe(started + 3);
    stepper.policy({ ...defaultPolicy, perNode: true });
    expect(stepper.revision()).toBeGreaterThan(started + 3);
  });

  it('ticks, because grace and ages end when nothing answers', async () => {
    const { clock, stepper, list, answer, snapshots } = starting();
    stepper.start(initialState());
    stepper.add([list(2), answer(0)]);
    stepper.flush();
    await clock.advance(defaultPolicy.startupGraceMs - 1000);
    expect(stepper.snapshot().kind).toBe('waiting');
    await clock.advance(1000);
    expect(stepper.snapshot()).toMatchObject({ kind: 'ready', complete: false });
    const told = snapshots.length;
    await clock.advance(defaultPolicy.maxAgeMs);
    expect(stepper.snapshot().kind).toBe('expired');
    expect(snapshots.length).toBe(told + 1);
  });

  it('tells of no snapshot that says what the last one said', async () => {
    const { clock, stepper, list, answer, snapshots, steps } = starting();
    stepper.start(initialState());
    stepper.add([list(1), answer(0)]);
    stepper.flush();
    const told = snapshots.length;
    await clock.advance(60_000);
    expect(snapshots.length).toBe(told);
    expect(steps.at(-1)).toEqual([[], false]);
  });

  it('lets a standstill remove nothing before the names were asked again', async () => {
    const { clock, stepper, list, answer, events } = starting({ ...defaultPolicy, dropExpiredPools: true });
    stepper.start(initialState());
    stepper.add([list(2), answer(0), answer(1)]);
    stepper.flush();
    clock.freeze(2 * defaultPolicy.maxAgeMs);
    await clock.advance(2000);
    expect(events.filter(({ kind }) => kind === 'stood-still')).toHaveLength(1);
    expect(stepper.snapshot()).toMatchObject({ kind: 'ready', targetCount: 2 });
    stepper.add([answer(0), answer(1)]);
    await clock.advance(2000);
    stepper.caughtUp();
    expect(stepper.snapshot()).toMatchObject({ kind: 'ready', targetCount: 2 });
    expect(events.filter(({ kind }) => kind === 'targets-removed')).toEqual([]);
  });

  it('does not wait forever after a standstill', async () => {
    const { clock, stepper, list, answer } = starting();
    stepper.start(initialState());
    stepper.add([list(1), answer(0)]);
    stepper.flush();
    clock.freeze(2 * defaultPolicy.maxAgeMs);
    await clock.advance(32_000);
    expect(stepper.snapshot().kind).toBe('expired');
  });

  it('says when it has caught up, and once', async () => {
    const { clock, stepper, list, answer, events } = starting();
    stepper.start(initialState());
    stepper.add([list(1), answer(0)]);
    stepper.flush();
    const told = (): readonly string[] =>
      events.map(({ kind }) => kind).filter((kind) => kind === 'stood-still' || kind === 'caught-up');
    clock.freeze(20_000);
    await clock.advance(1000);
    expect(told()).toEqual(['stood-still']);
    stepper.caughtUp();
    stepper.caughtUp();
    await clock.advance(60_000);
    expect(told()).toEqual(['stood-still', 'caught-up']);
    clock.freeze(20_000);
    await clock.advance(60_000);
    expect(told()).toHaveLength(4);
  });

  it('says once that a first result without targets waits', async () => {
    const { clock, stepper, list, answer, events } = starting();
    const absent: PoolOutcome = {
      kind: 'absent',
      why: 'nxdomain',
      transport: 'tcp',
      ttlSeconds: 5,
      doubtful: false,
    };
    stepper.start(initialState());
    for (let round = 0; round < 3; round++) {
      stepper.add([list(1), answer(0, absent)]);
      stepper.flush();
      await clock.advance(1000);
    }
    expect(events.filter(({ kind }) => kind === 'first-empty')).toHaveLength(1);
    stepper.add([answer(0)]);
    await clock.advance(1000);
    expect(stepper.snapshot().kind).toBe('ready');
    expect(events.filter(({ kind }) => kind === 'first-empty')).toHaveLength(1);
  });

  it('applies another policy at once', () => {
    const { stepper, list, answer, snapshots } = starting();
    stepper.start(initialState());
    stepper.add([list(1), answer(0)]);
    stepper.flush();
    stepper.policy({ ...defaultPolicy, perNode: true });
    expect(snapshots.at(-1)).toMatchObject({ groups: [{ labels: { __meta_spcs_node: '10-0-0-0.test' } }] });
  });

  it('applies what waits and then stops', async () => {
    const { clock, stepper, list, answer } = starting();
    stepper.start(initialState());
    stepper.add([list(1), answer(0)]);
    stepper.stop();
    expect(stepper.snapshot().kind).toBe('ready');
    await clock.advance(0);
    expect(clock.timers()).toBe(0);
  });
});
