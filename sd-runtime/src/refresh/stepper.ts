/**
 * Turns single observations into few steps of the core, and keeps the state between them.
 *
 * Owns the state, the observations that wait, and two timers: one that collects observations, so
 * that 20,000 answers are not 20,000 steps, and one that ticks when nothing answers, because grace
 * and ages end by themselves. Many that wait are taken in parts, between which whoever asks for the list
 * gets an answer; the list changes when the last is taken.
 */
import { applyPolicy, claimCount, initialState, step } from '@spcs-sd/core';
import type { CoreEvent, Observation, Policy, Snapshot, State } from '@spcs-sd/core';

import type { Emit } from '../event.ts';
import type { Clock } from '../ports.ts';
import { sameSnapshot } from './same-snapshot.ts';
import { createWallWatch } from './wall-watch.ts';

export interface StepperContext {
  readonly clock: Clock;
  readonly emit: Emit;
  /** After each step; `observed` is false when it was only time that went on. */
  readonly onStep: (events: readonly CoreEvent[], observed: boolean) => void;
  /** A snapshot that differs from the one before. */
  readonly onSnapshot: (snapshot: Snapshot) => void;
}

export interface Stepper {
  state(): State;
  snapshot(): Snapshot;
  /** How often the state was given another meaning: time alone does not count. */
  revision(): number;
  /** Goes on from a restored state and starts to tick. */
  start(state: State): void;
  /** Waits for more, but not long. */
  add(observations: readonly Observation[]): void;
  /** Steps now, if anything waits. */
  flush(): void;
  /** Everything that was due has been asked: after a standstill, what is known may change again. */
  caughtUp(): void;
  policy(next: Policy): void;
  stop(): void;
}

const tickMs = 1000;
/** Silence this long, where ticks should be, means that the process stood still. */
const standstillMs = 10_000;
/** How long after a standstill what is known waits for new answers. */
const catchUpMs = 30_000;
const leastWaitMs = 50;
/** Steps take at most one part of this of the time. */
const stepShare = 10;
/** Targets in the observations of one step: more of them would let others wait for longer than they notice. */
const usualTargets = 5000;
/** A large fleet is taken in so many parts at most: each copies indexes of all of it, and leaves the old ones. */
const parts = 4;

export function createStepper(firstPolicy: Policy, context: StepperContext): Stepper {
  const { clock, emit } = context;
  let policy = firstPolicy;
  let state = initialState();
  // Shown until `start`; the real first step comes then.
  let { snapshot } = step(state, [], clock.nowMs(), policy);
  let revision = 0;
  let waiting: Observation[] = [];
  let lastStepMs = 0;
  let aliveAtMs = clock.nowMs();
  let catchUpUntilMs = -Infinity;
  let isCatchingUp = false;
  let isFirstEmpty = false;
  /** More waits than one step took, and the next is on its way. What changed meanwhile is told at the end. */
  let isWorkingOff = false;
  let isUntold = false;
  const lookAtWall = createWallWatch(clock, (byMs) => emit({ kind: 'clock-set', byMs }));
  let cancelFlush: (() => void) | undefined;
  let cancelTick = (): void => undefined;

  /** The oldest of what waits, as much as one step should take. */
  const nextObservations = (): readonly Observation[] => {
    const most = Math.max(usualTargets, claimCount(state) / parts);
    let [count, targets] = [0, 0];
    while (count < waiting.length && targets < most) targets += targetsIn(waiting[count++]);
    return waiting.splice(0, count);
  };

  const run = (): void => {
    cancelFlush?.();
    const observations = nextObservations();
    isWorkingOff = waiting.length > 0;
    cancelFlush = isWorkingOff ? clock.after(0, goOn) : undefined;
    const startedMs = clock.nowMs();
    const result = step(state, observations, startedMs, policy);
    lastStepMs = clock.nowMs() - startedMs;
    state = result.state;
    const isNew = !sameSnapshot(snapshot, result.snapshot);
    if (isNew) snapshot = result.snapshot;
    isUntold ||= isNew;
    if (isNew || observations.length > 0 || result.events.length > 0) revision += 1;
    emit({ kind: 'step', observations: observations.length, durationMs: lastStepMs });
    for (const event of result.events) emit(event);
    tellFirstEmpty();
    tellSnapshot();
    context.onStep(result.events, observations.length > 0);
  };

  const runAll = (): void => {
    do run();
    while (waiting.length > 0);
  };

  const tellSnapshot = (): void => {
    if (!isUntold || isWorkingOff) return;
    isUntold = false;
    context.onSnapshot(snapshot);
  };

  const tellFirstEmpty = (): void => {
    const isEmpty = snapshot.kind === 'waiting' && snapshot.emptyUnconfirmed;
    if (isEmpty && !isFirstEmpty) emit({ kind: 'first-empty' });
    isFirstEmpty = isEmpty;
  };

  /** Called by whatever timer comes first. */
  const mayStep = (): boolean => {
    const nowMs = clock.nowMs();
    const silentMs = nowMs - aliveAtMs;
    aliveAtMs = nowMs;
    if (silentMs > standstillMs) {
      catchUpUntilMs = nowMs + catchUpMs;
      isCatchingUp = true;
      emit({ kind: 'stood-still', forMs: silentMs });
    }
    const mayGoOn = nowMs >= catchUpUntilMs;
    if (mayGoOn && isCatchingUp) emit({ kind: 'caught-up' });
    if (mayGoOn) isCatchingUp = false;
    return mayGoOn;
  };

  const tick = (): void => {
    cancelTick = clock.after(tickMs, tick);
    lookAtWall();
    if (mayStep()) run();
  };

  const flush = (): void => {
    if (mayStep() && waiting.length > 0 && !isWorkingOff) run();
  };

  /** From a timer: the time is there. */
  function goOn(): void {
    cancelFlush = undefined;
    isWorkingOff = false;
    flush();
  }

  return {
    state: () => state,
    snapshot: () => snapshot,
    revision: () => revision,
    start(restored) {
      state = restored;
      revision += 1;
      aliveAtMs = clock.nowMs();
      cancelTick = clock.after(tickMs, tick);
      run();
    },
    add(observations) {
      for (const observation of observations) waiting.push(observation);
      const waitMs = Math.min(tickMs, Math.max(leastWaitMs, stepShare * lastStepMs));
      cancelFlush ??= clock.after(waitMs, goOn);
    },
    flush,
    caughtUp() {
      if (!mayStep()) catchUpUntilMs = -Infinity;
      flush();
    },
    policy(next) {
      runAll();
      policy = next;
      const applied = applyPolicy(state, policy);
      state = applied.state;
      revision += 1;
      for (const event of applied.events) emit(event);
      run();
    },
    stop() {
      catchUpUntilMs = -Infinity;
      if (mayStep() && waiting.length > 0) runAll();
      cancelFlush?.();
      cancelTick();
    },
  };
}

/** How much work an observation is, in targets. */
function targetsIn(observation: Observation | undefined): number {
  if (observation?.of !== 'pool' || observation.outcome.kind !== 'records') return 1;
  return observation.outcome.records.length;
}
