/**
 * When to save the state, and what to do with a saved one that is of no use.
 *
 * Owns the store and one timer. Targets that changed are saved within seconds; ages alone once a
 * minute, because they may be a minute old without harm.
 */
import { restoreState, stateText } from '@spcs-sd/core';
import type { Policy, State } from '@spcs-sd/core';

import type { Emit } from '../event.ts';
import type { Clock, StateStore } from '../ports.ts';

/** Where the state is kept, and of which configuration it is: another one's state is not used. */
export interface StateSettings {
  readonly store: StateStore;
  readonly fingerprint: string;
}

export interface StateKeeperContext {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly state: () => State;
}

export interface StateKeeper {
  /** What was saved, or undefined when there is nothing usable. Never rejects. */
  load(policy: Policy): Promise<State | undefined>;
  /** The state is not the saved one any more; `urgent` when more than ages changed. */
  changed(urgent: boolean): void;
  fingerprint(next: string): void;
  /** Saves what is not saved yet. Never rejects. */
  stop(): Promise<void>;
}

const urgentMs = 5_000;
const agesMs = 60_000;
/** Saving takes at most one part of this of the time. */
const saveShare = 20;

export function createStateKeeper(
  settings: StateSettings,
  { clock, emit, state }: StateKeeperContext,
): StateKeeper {
  const { store } = settings;
  let { fingerprint } = settings;
  let dirty = false;
  let stopped = false;
  let saving: Promise<void> = Promise.resolve();
  let savedAtMs = clock.nowMs();
  let lastSaveMs = 0;
  let planned: { readonly atMs: number; readonly cancel: () => void } | undefined;

  const write = async (): Promise<void> => {
    if (!dirty) return;
    dirty = false;
    const startedMs = clock.nowMs();
    let bytes = 0;
    const parts = stateText(state(), startedMs, clock.wallMs(), fingerprint);
    const counted = eachTold(parts, (part) => (bytes += Buffer.byteLength(part)));
    const saved = await store.save(counted).catch(failed);
    savedAtMs = clock.nowMs();
    lastSaveMs = savedAtMs - startedMs;
    if (saved.kind === 'failed') {
      dirty = true;
      emit({ kind: 'state-save-failed', why: saved.why });
      plan(agesMs);
    } else {
      emit({ kind: 'state-saved', bytes, durationMs: lastSaveMs });
    }
  };

  const save = (): Promise<void> => {
    planned?.cancel();
    planned = undefined;
    saving = saving.then(write);
    return saving;
  };

  function plan(afterMs: number): void {
    if (stopped) return;
    const atMs = Math.max(clock.nowMs(), savedAtMs + Math.max(afterMs, saveShare * lastSaveMs));
    if (planned !== undefined && planned.atMs <= atMs) return;
    planned?.cancel();
    planned = { atMs, cancel: clock.after(atMs - clock.nowMs(), () => void save()) };
  }

  const reject = async (why: string): Promise<undefined> => {
    emit({ kind: 'state-rejected', why });
    await store.setAside().catch(() => undefined);
    return undefined;
  };

  return {
    async load(policy) {
      const found = await store.load().catch(failed);
      if (found.kind === 'none') return undefined;
      if (found.kind === 'failed') return reject(found.why);
      const data = parsed(found.text);
      if (data === undefined) return reject('the saved state is not JSON');
      const restored = restoreState(data.value, {
        fingerprint,
        nowMs: clock.nowMs(),
        wallMs: clock.wallMs(),
        policy,
      });
      if (restored.kind === 'rejected') return reject(restored.why);
      emit({ kind: 'state-restored' });
      return restored.state;
    },
    changed(urgent) {
      dirty = true;
      plan(urgent ? urgentMs : agesMs);
    },
    fingerprint(next) {
      fingerprint = next;
      dirty = true;
      plan(urgentMs);
    },
    stop() {
      stopped = true;
      return save();
    },
  };
}

function* eachTold<T>(values: Iterable<T>, tell: (value: T) => void): Generator<T, void, void> {
  for (const value of values) {
    tell(value);
    yield value;
  }
}

/** Stores may be written in JavaScript, and break their word. */
function failed(error: unknown): { readonly kind: 'failed'; readonly why: string } {
  return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
