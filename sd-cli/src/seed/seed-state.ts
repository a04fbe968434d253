/**
 * A state from nothing but the published targets, for a start whose state file is gone.
 *
 * Pure. It knows less than a saved state: pools without targets are not in it, nor what was waiting to
 * go. All or nothing: groups that we did not write are no start.
 */
import { stateFileVersion } from '@spcs-sd/core';
import type { PoolMetadata, SavedPool, SavedTarget, StateFile, TargetGroup } from '@spcs-sd/core';

export interface SeedFacts {
  readonly groups: readonly TargetGroup[];
  /** When the groups were last confirmed, in milliseconds since 1970. */
  readonly confirmedAtWallMs: number;
  /** Of the configuration that is to go on from them. */
  readonly fingerprint: string;
}

type Labels = TargetGroup['labels'];

/** Undefined when there are no groups, or one is not ours. O(targets). */
export function seedState({ groups, confirmedAtWallMs, fingerprint }: SeedFacts): StateFile | undefined {
  const byPool = new Map<string, TargetGroup[]>();
  for (const group of groups) {
    const { name, endpoint } = identity(group.labels);
    if (name === undefined || endpoint === undefined) return undefined;
    byPool.set(name, [...(byPool.get(name) ?? []), group]);
  }
  if (byPool.size === 0) return undefined;
  return {
    version: stateFileVersion,
    fingerprint,
    savedAtWallMs: confirmedAtWallMs,
    confirmedAgeMs: 0,
    begun: true,
    list: { knownAgeMs: null, origin: null, emptyForMs: null, isCurrent: false },
    pools: [...byPool]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, parts]) => savedPool(name, parts)),
  };
}

function identity(labels: Labels): { readonly name?: string; readonly endpoint?: string } {
  const name = labels['__meta_spcs_compute_pool_name'];
  const endpoint = labels['__meta_spcs_compute_pool_endpoint'];
  return { ...(name !== undefined && { name }), ...(endpoint !== undefined && { endpoint }) };
}

/** By which record type and transport the targets came is not written in the file. */
function savedPool(name: string, groups: readonly TargetGroup[]): SavedPool {
  const labels = groups[0]?.labels ?? {};
  return {
    name,
    endpoint: identity(labels).endpoint ?? '',
    listedForMs: 0,
    metadata: metadataOf(labels),
    metadataAgeMs: 0,
    missingForMs: null,
    gaveSrv: false,
    answer: {
      kind: 'records',
      ageMs: 0,
      targets: groups.flatMap(savedTargets),
      recordType: null,
      transport: 'system',
      negativeTtlMs: 0,
      firmForMs: null,
      emptyForMs: null,
    },
    held: [],
  };
}

function savedTargets({ targets, labels }: TargetGroup): readonly SavedTarget[] {
  const node = labels['__meta_spcs_node'];
  return targets.map((address) => (node === undefined ? { address } : { address, node }));
}

function metadataOf(labels: Labels): PoolMetadata {
  const texts = {
    state: 'state',
    owner: 'owner',
    instanceFamily: 'instance_family',
    application: 'application',
  };
  const isExclusive = labels['__meta_spcs_compute_pool_is_exclusive'];
  return {
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([key, label]) => {
        const value = labels[`__meta_spcs_compute_pool_${label}`];
        return value === undefined ? [] : [[key, value]];
      }),
    ),
    ...(isExclusive !== undefined && { isExclusive: isExclusive === 'true' }),
  };
}
