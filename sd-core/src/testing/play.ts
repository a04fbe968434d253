/** Plays batches of observations through `step` and keeps every result. */
import { initialState, step, type Policy, type State, type StepResult } from '../index.ts';
import type { Batch } from './world.arb.ts';

export interface Played extends StepResult {
  readonly batch: Batch;
  readonly before: State;
}

export function play(
  batches: readonly Batch[],
  policy: Policy,
  from: State = initialState(),
): readonly Played[] {
  const played: Played[] = [];
  let before = from;
  for (const batch of batches) {
    const result = step(before, batch.observations, batch.nowMs, policy);
    played.push({ ...result, batch, before });
    before = result.state;
  }
  return played;
}

/** What scrapers see, as text: equal texts are equal answers. */
export function seen({ snapshot }: Pick<StepResult, 'snapshot'>): string {
  if (snapshot.kind !== 'ready') return snapshot.kind;
  return `${snapshot.complete ? 'complete' : 'incomplete'}\n${snapshot.groups.map(({ json }) => json).join('\n')}`;
}

/** Every published address; nothing while there is no answer. */
export function addresses({ snapshot }: Pick<StepResult, 'snapshot'>): ReadonlySet<string> {
  return new Set(snapshot.kind === 'ready' ? snapshot.groups.flatMap(({ targets }) => targets) : []);
}
