/**
 * The core: one pure step from what was observed to what is published.
 *
 *   observations → facts (apply) → what may go (removal) → view → snapshot
 */
import { applyAnswer } from './apply-answer.ts';
import { applyList } from './apply-list.ts';
import { draftOf, writePool, type Draft } from './draft.ts';
import type { CoreEvent } from './event.ts';
import type { Observation } from './observation.ts';
import { canonicalJson } from './json-text.ts';
import { compareUnits } from './order.ts';
import type { Policy } from './policy.ts';
import { poolChanges } from './pool-change.ts';
import { publish } from './publication.ts';
import { removeConfirmed, type Collapse } from './removal.ts';
import type { Snapshot } from './snapshot.ts';
import type { State } from './state.ts';
import { changeEvents } from './change-events.ts';
import { updateView } from './view.ts';

export interface StepResult {
  readonly state: State;
  readonly snapshot: Snapshot;
  /** What changed, for logs and metrics. */
  readonly events: readonly CoreEvent[];
}

/**
 * Applies observations and decides what to publish.
 *
 * Order and duplicates of the observations do not matter; one that is not newer than the last of
 * its subject changes nothing. `nowMs` is monotonic, in milliseconds, on the observations' clock.
 * Cost follows the observed pools and what changed in them. Never throws.
 */
export function step(
  state: State,
  observations: readonly Observation[],
  nowMs: number,
  policy: Policy,
): StepResult {
  const draft = draftOf(state, nowMs, policy);
  for (const observation of inOrder(observations)) {
    if (observation.of === 'list') applyList(draft, observation, state.view.names);
    else applyAnswer(draft, observation);
  }
  if (policy.dropExpiredPools) markDropped(draft, state.view.names, nowMs);
  const collapse = removeConfirmed(draft, [...state.view.pending, ...draft.before.keys()]);
  return finish(state, draft, collapse, nowMs);
}

/** By time; at the same time the list first, then by pool, then by content. */
function inOrder(observations: readonly Observation[]): readonly Observation[] {
  return observations.toSorted(
    (a, b) => a.observedAtMs - b.observedAtMs || compareSubjects(a, b) || compareContent(a, b),
  );
}

function compareSubjects(a: Observation, b: Observation): number {
  if (a.of === 'pool' && b.of === 'pool') return compareUnits(a.pool, b.pool);
  return Number(a.of === 'pool') - Number(b.of === 'pool');
}

/** Only for two observations of one subject at one instant, of which the first will count. */
function compareContent(a: Observation, b: Observation): number {
  return compareUnits(canonicalJson(a.outcome), canonicalJson(b.outcome));
}

function markDropped(draft: Draft, names: readonly string[], nowMs: number): void {
  for (const name of new Set([...names, ...draft.before.keys()])) {
    const pool = draft.pools.get(name);
    if (pool === undefined) continue;
    const dropped = pool.answer !== null && nowMs - pool.answer.observedAtMs >= draft.policy.maxAgeMs;
    if (dropped !== pool.dropped) writePool(draft, { ...pool, dropped });
  }
}

function finish(state: State, draft: Draft, collapse: Collapse, nowMs: number): StepResult {
  const pools = draft.pools.done();
  const { claimCount, removedWhy, policy } = draft;
  const changes = poolChanges(draft.before, pools);
  const facts = { poolsBefore: state.pools, pools, changes, claimCount, perNode: policy.perNode };
  const { view, claimChanges, events: viewEvents } = updateView(state.view, facts);
  const next: State = {
    list: draft.list,
    pools,
    confirmedAtMs: draft.confirmedAtMs,
    startedAtMs: state.startedAtMs ?? nowMs,
    publication: {
      ...state.publication,
      collapsing: collapse.isCollapse,
      collapseEndedAtMs: collapse.isCollapse ? Infinity : endOf(state, nowMs),
    },
    view,
  };
  const { snapshot, publication, events } = publish(next, nowMs, policy);
  return {
    state: { ...next, publication },
    snapshot,
    events: [
      ...draft.events,
      ...changeEvents(changes, claimChanges, removedWhy),
      ...viewEvents,
      ...collapseEvents(state, collapse),
      ...events,
    ],
  };
}

/** When the last collapse ended, where none is now. */
function endOf({ publication: { collapseEndedAtMs } }: State, nowMs: number): number | null {
  return collapseEndedAtMs === Infinity ? nowMs : collapseEndedAtMs;
}

function collapseEvents(
  { publication }: State,
  { isCollapse, held, published }: Collapse,
): readonly CoreEvent[] {
  if (isCollapse === publication.collapsing) return [];
  return [isCollapse ? { kind: 'collapse-held', held, published } : { kind: 'collapse-cleared' }];
}
