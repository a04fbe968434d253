/**
 * What differs between two published lists, target by target. Pure.
 *
 * Groups that did not change are the same objects in both, so the cost follows what changed.
 */
import type { PublishedGroup } from '@spcs-sd/core';

export type TargetChange =
  | { readonly kind: 'added' | 'removed'; readonly pool: string; readonly target: string }
  /** Targets that stay have other labels now: told once of a pool, however many they are. */
  | { readonly kind: 'relabelled'; readonly pool: string; readonly labels: string };

type Labels = PublishedGroup['labels'];

interface Placed {
  readonly pool: string;
  readonly target: string;
  readonly labels: Labels;
}

/** By pool, then target, in code-unit order; a pool's labels before its targets. */
export function targetChanges(
  before: readonly PublishedGroup[],
  after: readonly PublishedGroup[],
): readonly TargetChange[] {
  const old = placed(without(before, after));
  const now = placed(without(after, before));
  const added = [...now].flatMap(([key, { pool, target }]) =>
    old.has(key) ? [] : [{ kind: 'added', pool, target } as const],
  );
  const removed = [...old].flatMap(([key, { pool, target }]) =>
    now.has(key) ? [] : [{ kind: 'removed', pool, target } as const],
  );
  return [...relabelled(old, now), ...removed, ...added].toSorted(inOrder);
}

function without(
  groups: readonly PublishedGroup[],
  others: readonly PublishedGroup[],
): readonly PublishedGroup[] {
  const same = new Set(others);
  return groups.filter((group) => !same.has(group));
}

function placed(groups: readonly PublishedGroup[]): ReadonlyMap<string, Placed> {
  return new Map(
    groups.flatMap(({ pool, targets, labels }) =>
      targets.map((target) => [`${pool} ${target}`, { pool, target, labels }] as const),
    ),
  );
}

function relabelled(
  old: ReadonlyMap<string, Placed>,
  now: ReadonlyMap<string, Placed>,
): readonly Extract<TargetChange, { readonly kind: 'relabelled' }>[] {
  const texts = new Map<string, string>();
  for (const [key, { pool, labels }] of now) {
    const was = old.get(key)?.labels;
    const text = was === undefined ? '' : labelChanges(was, labels);
    if (text !== '') texts.set(`${pool} ${text}`, pool);
  }
  return [...texts].map(([key, pool]) => ({ kind: 'relabelled', pool, labels: key.slice(pool.length + 1) }));
}

/** `state="IDLE" (was "ACTIVE")`; a label without a value is one that is not there. */
function labelChanges(was: Labels, is: Labels): string {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted();
  return names
    .filter((name) => was[name] !== is[name])
    .map((name) => `${name}=${JSON.stringify(is[name] ?? '')} (was ${JSON.stringify(was[name] ?? '')})`)
    .join(', ');
}

function inOrder(one: TargetChange, other: TargetChange): number {
  const [a, b] = [sortKey(one), sortKey(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sortKey(change: TargetChange): string {
  return `${change.pool} ${change.kind === 'relabelled' ? '' : change.target}`;
}
