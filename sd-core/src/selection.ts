/**
 * A part of what is published: some pools, or one scraper's share.
 */
import { encodeGroup } from './encode.ts';
import { shardOf } from './shard.ts';
import type { PublishedGroup } from './snapshot.ts';

export interface Selection {
  /** Pool names in lower case. Absent: every pool. */
  readonly pools?: readonly string[];
  /** Share `index` (from 0) of `of`. Absent: everything. */
  readonly shard?: { readonly index: number; readonly of: number };
}

/**
 * The chosen groups, in order, without empty ones. A group that is chosen whole is the same
 * object, so that its text and hash can be reused. O(targets) with a shard, else O(groups).
 */
export function selectGroups(
  groups: readonly PublishedGroup[],
  selection: Selection,
): readonly PublishedGroup[] {
  const { pools, shard } = selection;
  const chosen = pools === undefined ? groups : ofPools(groups, new Set(pools));
  if (shard === undefined || shard.of === 1) return chosen;
  return chosen.flatMap((group) => ofShard(group, shard.index, shard.of));
}

function ofPools(groups: readonly PublishedGroup[], pools: ReadonlySet<string>): readonly PublishedGroup[] {
  return groups.filter((group) => pools.has(group.pool));
}

function ofShard(group: PublishedGroup, index: number, of: number): readonly PublishedGroup[] {
  const targets = group.targets.filter((target) => shardOf(target, of) === index);
  if (targets.length === 0) return [];
  if (targets.length === group.targets.length) return [group];
  const part = { targets, labels: group.labels };
  return [{ pool: group.pool, ...part, json: encodeGroup(part) }];
}
