/**
 * A pool's target groups: one for each distinct set of labels.
 *
 * Source: Prometheus discovery/README.md (`__meta_<sd>_<key>`, all useful metadata, no filtering).
 */
import { claimedTargets } from './claims.ts';
import { encodeGroup } from './encode.ts';
import { wellFormed } from './json-text.ts';
import { compareUnits } from './order.ts';
import { isIn } from './sorted.ts';
import type { PublishedGroup, TargetGroup } from './snapshot.ts';
import type { PoolFacts } from './state.ts';

/** Longer values are cut: a label is for matching, and Prometheus' users limit its length. */
const maxLabelLength = 1024;

/** `owned`: the addresses that the pool owns, in code-unit order. `old` groups come back where they are still right. */
export function groupsOfPool(
  pool: PoolFacts,
  owned: readonly string[],
  perNode: boolean,
  old: readonly PublishedGroup[],
): readonly PublishedGroup[] {
  if (owned.length === 0) return [];
  const labels = labelsOf(pool);
  const parts = perNode ? byNode(pool, owned, labels) : [{ targets: owned, labels }];
  const known = new Map(old.map((group) => [group.json, group]));
  const groups = parts.map((part) => {
    const json = encodeGroup(part);
    return known.get(json) ?? { pool: pool.name, ...part, json };
  });
  const isSame = groups.length === old.length && groups.every((group, at) => group === old[at]);
  return isSame ? old : groups;
}

function byNode(
  pool: PoolFacts,
  owned: readonly string[],
  labels: TargetGroup['labels'],
): readonly TargetGroup[] {
  const nodes = new Map<string, string[]>();
  for (const { address, node } of claimedTargets(pool)) {
    if (!isIn(owned, address)) continue;
    const addresses = nodes.get(node);
    if (addresses === undefined) nodes.set(node, [address]);
    else addresses.push(address);
  }
  return [...nodes]
    .toSorted(([a], [b]) => compareUnits(a, b))
    .map(([node, addresses]) => ({
      targets: addresses,
      labels: node === '' ? labels : { ...labels, __meta_spcs_node: labelValue(node) },
    }));
}

/** What each label says of a pool, in code-unit order. A label without a value is left out. */
const labelSources: readonly (readonly [label: string, valueOf: (pool: PoolFacts) => string | undefined])[] =
  [
    ['__meta_spcs_compute_pool_application', ({ metadata }) => metadata.application],
    ['__meta_spcs_compute_pool_endpoint', ({ endpoint }) => endpoint],
    ['__meta_spcs_compute_pool_instance_family', ({ metadata }) => metadata.instanceFamily],
    ['__meta_spcs_compute_pool_is_exclusive', ({ metadata }) => metadata.isExclusive?.toString()],
    ['__meta_spcs_compute_pool_name', ({ name }) => name],
    ['__meta_spcs_compute_pool_owner', ({ metadata }) => metadata.owner],
    ['__meta_spcs_compute_pool_state', ({ metadata }) => metadata.state],
  ];

function labelsOf(pool: PoolFacts): TargetGroup['labels'] {
  const labels: Record<string, string> = {};
  for (const [label, valueOf] of labelSources) {
    const value = valueOf(pool);
    if (value) labels[label] = labelValue(value);
  }
  return labels;
}

/** Well-formed and of bounded length; half of a pair at the cut goes too. */
function labelValue(value: string): string {
  const text = wellFormed(value);
  return text.length <= maxLabelLength ? text : text.slice(0, maxLabelLength).replace(/[\ud800-\udbff]$/, '');
}
