/**
 * One call of `node:dns`, bounded in number and in time.
 *
 * The resolver's own time-out takes up to twice its setting and cannot be cancelled for one call, so
 * a call that is given up keeps its slot until it really ends.
 */
import type { UnknownOutcome } from '@spcs-sd/core';
import { offCancel, onCancel, remainingMs, type Ending } from '../ending.ts';
import type { Slots } from '../slots.ts';

export type Called<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'error'; readonly error: unknown }
  | UnknownOutcome;

export interface CallBounds {
  readonly slots: Slots;
  readonly ending: Ending;
  readonly timeoutMs: number;
}

export async function boundedCall<T>(call: () => Promise<T>, bounds: CallBounds): Promise<Called<T>> {
  const got = await new Promise<boolean>((resolve) => bounds.slots.take(bounds.ending, resolve));
  if (!got) return noSlot;
  const running = call().then(
    (value): Called<T> => ({ kind: 'value', value }),
    (error: unknown): Called<T> => ({ kind: 'error', error }),
  );
  void running.then(() => bounds.slots.release());
  return Promise.race([running, givenUp(running, bounds)]);
}

const noSlot: UnknownOutcome = {
  kind: 'unknown',
  why: 'limit',
  detail: 'no free slot for the question before its deadline',
};

/** Resolves when the time is over or the lookup ends; never after `running` did. */
function givenUp(running: Promise<unknown>, { ending, timeoutMs }: CallBounds): Promise<UnknownOutcome> {
  return new Promise((resolve) => {
    const bound = Math.min(timeoutMs, remainingMs(ending, performance.now()));
    const giveUp = (): void => {
      resolve({ kind: 'unknown', why: 'timeout', detail: `no answer within ${Math.round(bound)} ms` });
    };
    const timer = setTimeout(giveUp, bound);
    onCancel(ending, giveUp);
    void running.then(() => {
      clearTimeout(timer);
      offCancel(ending, giveUp);
    });
  });
}
