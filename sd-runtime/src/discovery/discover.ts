/**
 * Discovery as one object: the pool list, the lookups, the core's steps and the saved state, put
 * together. Snapshots come out as an async iterable, what happened as events.
 */
import { initialState, needsTcp, poolsToAsk, poolTargets } from '@spcs-sd/core';
import type { CoreEvent, ListOutcome, PoolOutcome, PoolTargetStatus, Snapshot } from '@spcs-sd/core';

import { guarded } from '../event.ts';
import type { DiscoveryEvent } from '../event.ts';
import { createListRefresh } from '../refresh/list-refresh.ts';
import type { ListRefresh } from '../refresh/list-refresh.ts';
import { createLookups } from '../refresh/lookups.ts';
import { createStepper } from '../refresh/stepper.ts';
import { createStateKeeper } from '../state/state-keeper.ts';
import { systemClock } from '../system-clock.ts';
import { createLatest } from './latest.ts';
import { settingsOf } from './settings.ts';
import type { DiscoverOptions, ReloadOptions } from './settings.ts';
import { statusOf } from './status.ts';
import type { DiscoveryStatus } from './status.ts';

export interface DiscoverHooks {
  /** Ends discovery: readers end, questions are given up, the state is saved. */
  readonly signal?: AbortSignal;
  /** Called while discovery works: it should be quick. What it throws becomes a process warning. */
  readonly onEvent?: (event: DiscoveryEvent) => void;
}

/** Each reader gets the current snapshot, then each newer one; a slow one misses some in between. */
export interface Discovery extends AsyncIterable<Snapshot> {
  current(): Snapshot;
  status(): DiscoveryStatus;
  /** Grows whenever `status` or `targetsOf` could say something else, ages apart. Of this discovery alone. */
  revision(): number;
  /** A pool's targets one by one, `pool` in lower case; undefined for one that is not known. */
  targetsOf(pool: string): readonly PoolTargetStatus[] | undefined;
  /** There is a list of targets to give. */
  ready(): boolean;
  /** Takes other settings all at once and keeps what is known. Throws a RangeError as `discover` does. */
  reload(options: ReloadOptions): void;
  /** When it has ended and the state is saved. Never rejects. */
  readonly ended: Promise<void>;
}

/** Starts at once. Throws a RangeError for limits that cannot be kept, and nothing else. */
export function discover(options: DiscoverOptions, hooks: DiscoverHooks = {}): Discovery {
  const { clock = systemClock, random = Math.random } = options;
  const emit = guarded(hooks.onEvent);
  let settings = settingsOf(options);
  let list: ListRefresh | undefined;
  let stopped = false;

  const stepper = createStepper(settings.policy, {
    clock,
    emit,
    onSnapshot: (snapshot) => latest.set(snapshot),
    onStep,
  });
  const latest = createLatest(stepper.snapshot());
  const keeper =
    options.state && createStateKeeper(options.state, { clock, emit, state: () => stepper.state() });
  const lookups = createLookups(settings, {
    clock,
    random,
    emit,
    needsTcp: (pool, outcome) => needsTcp(stepper.state(), pool, outcome),
    onOutcome: onAnswer,
    onIdle: () => stepper.caughtUp(),
  });

  function onAnswer(pools: readonly string[], outcome: PoolOutcome): void {
    const observedAtMs = clock.nowMs();
    stepper.add(pools.map((pool) => ({ of: 'pool', pool, observedAtMs, outcome })));
  }

  function onList(outcome: ListOutcome): void {
    stepper.add([{ of: 'list', observedAtMs: clock.nowMs(), outcome }]);
    // Its names wait to be asked.
    stepper.flush();
  }

  function onStep(events: readonly CoreEvent[], observed: boolean): void {
    if (observed || events.length > 0) keeper?.changed(events.length > 0);
    if (stopped) return;
    const asks = poolsToAsk(stepper.state());
    lookups.sync(asks);
    const held = new Set(events.flatMap((event) => (event.kind === 'removal-held' ? [event.pool] : [])));
    if (held.size === 0) return;
    // The answer that can confirm a removal is wanted as soon as it can.
    const endpoints = asks.filter(({ pool }) => held.has(pool)).map(({ endpoint }) => endpoint);
    lookups.hasten(endpoints, clock.nowMs() + settings.policy.confirmForMs);
  }

  const begin = async (): Promise<void> => {
    const restored = await keeper?.load(settings.policy);
    if (stopped) return;
    stepper.start(restored ?? initialState());
    list = createListRefresh(settings.source, { clock, emit, onOutcome: onList });
  };

  const stop = (): void => {
    stopped = true;
    latest.end();
    list?.stop();
    lookups.stop();
  };

  const save = async (): Promise<void> => {
    stepper.stop();
    await keeper?.stop();
  };

  const begun = begin();
  const ended = aborted(hooks.signal, stop)
    .then(() => begun)
    .then(save);

  return {
    current: () => latest.current(),
    status: () => statusOf(stepper.state(), latest.current(), lookups.counts(), clock.nowMs()),
    revision: () => stepper.revision(),
    targetsOf: (pool) => poolTargets(stepper.state(), pool, clock.nowMs()),
    ready: () => latest.current().kind === 'ready',
    reload(next) {
      const old = settings;
      settings = settingsOf(next);
      lookups.reload(settings);
      if (settings.source !== old.source) list?.reload(settings.source);
      if (settings.policy !== old.policy) stepper.policy(settings.policy);
      if (next.fingerprint !== undefined) keeper?.fingerprint(next.fingerprint);
    },
    ended,
    [Symbol.asyncIterator]: () => latest[Symbol.asyncIterator](),
  };
}

/** Resolves when the signal aborts, after `stop` has run. */
function aborted(signal: AbortSignal | undefined, stop: () => void): Promise<void> {
  return new Promise((resolve) => {
    const onAbort = (): void => {
      stop();
      resolve();
    };
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
