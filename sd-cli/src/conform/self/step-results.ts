/**
 * The pure step, run as a vector says: what it published and told after each call.
 */
import {
  defaultPolicy,
  initialState,
  restoreState,
  step,
  type Policy,
  type Snapshot,
  type State,
} from '@spcs-sd/core';
import type { StepCase } from '@spcs-sd/spec';

export function stepResults({ policy: given, from, steps }: StepCase): readonly unknown[] {
  const policy: Policy = {
    ...defaultPolicy,
    ...given,
    limits: { ...defaultPolicy.limits, ...given?.limits },
  };
  let state = from === undefined ? initialState() : restored(from, steps[0]?.nowMs ?? 0, policy);
  return steps.map(({ nowMs, observations }) => {
    const result = step(state, observations, nowMs, policy);
    state = result.state;
    return { ...snapshotResult(result.snapshot), events: result.events.map(({ kind }) => kind) };
  });
}

function restored(
  { file, fingerprint, wallMs }: NonNullable<StepCase['from']>,
  nowMs: number,
  policy: Policy,
): State {
  const found = restoreState(file, { fingerprint, nowMs, wallMs: wallMs + nowMs, policy });
  return found.kind === 'restored' ? found.state : initialState();
}

function snapshotResult(snapshot: Snapshot): object {
  switch (snapshot.kind) {
    case 'waiting': {
      const { kind, unknownPools, listUnknown, emptyUnconfirmed } = snapshot;
      return { snapshot: kind, unknownPools, listUnknown, emptyUnconfirmed };
    }
    case 'expired':
      return { snapshot: snapshot.kind, confirmedAtMs: snapshot.confirmedAtMs };
    case 'ready': {
      const { kind, complete, unknownPools, pools, confirmedAtMs } = snapshot;
      const groups = snapshot.groups.map(({ targets, labels }) => ({ targets, labels }));
      return { snapshot: kind, groups, complete, unknownPools, pools, confirmedAtMs };
    }
  }
}
