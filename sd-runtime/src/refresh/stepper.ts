/**
 * Turns single observations into few steps of the core, and keeps the state between them.
 *
 * Owns the state, the observations that wait, and two timers: one that collects observations, so
 * that 20,000 answers are not 20,000 steps, and one that ticks when nothing answers, because grace
 * and ages end by themselves.
 */
import { applyPolicy, initialState, step } from '@spcs-sd/core';
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
  const lookAtWall = createWallWatch(clock, (byMs) => emit({ kind: 'clock-set', byMs }));
  let cancelFlush: (() => void) | undefined;
  let cancelTick = (): void => undefined;

  const run = (): void => {
    cancelFlush?.();
    cancelFlush = undefined;
    const observations = waiting;
    waiting = [];
    const startedMs = clock.nowMs();
    const result = step(state, observations, startedMs, policy);
    lastStepMs = clock.nowMs() - startedMs;
    state = result.state;
    const isNew = !sameSnapshot(snapshot, result.snapshot);
    if (isNew) snapshot = result.snapshot;
    if (isNew || observations.length > 0 || result.events.length > 0) revision += 1;
    emit({ kind: 'step', observations: observations.length, durationMs: lastStepMs });
    for (const event of result.events) emit(event);
    tellFirstEmpty();
    if (isNew) context.onSnapshot(snapshot);
    context.onStep(result.events, observations.length > 0);
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
    if (mayStep() && waiting.length > 0) run();
  };

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
      cancelFlush ??= clock.after(waitMs, () => {
        cancelFlush = undefined;
        flush();
      });
    },
    flush,
    caughtUp() {
      if (!mayStep()) catchUpUntilMs = -Infinity;
      flush();
    },
    policy(next) {
      run();
      policy = next;
      const applied = applyPolicy(state, policy);
      state = applied.state;
      revision += 1;
      for (const event of applied.events) emit(event);
      run();
    },
    stop() {
      catchUpUntilMs = -Infinity;
      flush();
      cancelFlush?.();
      cancelTick();
    },
  };
}
