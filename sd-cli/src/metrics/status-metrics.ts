/**
 * How discovery stands, read from its status when someone scrapes.
 *
 * Pools that are gone take their series with them, so there are never more than known pools.
 */
import type { PublishedGroup } from '@spcs-sd/core';
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import type { Meters } from './registry.ts';

/** Sets the gauges of one moment. O(pools and targets). */
export type StatusMetrics = (status: DiscoveryStatus) => void;

export function createStatusMetrics(meters: Meters): StatusMetrics {
  const parts = [snapshotGauges, ageGauges, troubleGauges, lookupGauges, poolGauges].map((part) =>
    part(meters),
  );
  return (status) => parts.forEach((set) => set(status));
}

const flag = (isSet: boolean): number => (isSet ? 1 : 0);
/** Whole milliseconds: more would be noise. */
const seconds = (ms: number): number => Math.round(ms) / 1000;

function snapshotGauges({ gauge }: Meters): StatusMetrics {
  const ready = gauge('snapshot_ready', '1 while there is a list of targets to give.');
  const complete = gauge('snapshot_complete', '1 while every listed pool has answered at least once.');
  const pools = gauge('pools', 'Known pools.');
  const groups = gauge('groups', 'Target groups that are given.');
  const targets = gauge('targets', 'Targets that are given.');
  const bytes = gauge('body_bytes', 'Size in bytes of the whole list of targets as JSON.');
  const size = createBodySize();
  return ({ snapshot, pools: known }) => {
    const isReady = snapshot.kind === 'ready';
    ready.set(flag(isReady));
    complete.set(flag(isReady && snapshot.complete));
    pools.set(known.length);
    groups.set(isReady ? snapshot.groups.length : 0);
    targets.set(isReady ? snapshot.targetCount : 0);
    bytes.set(isReady ? size(snapshot.groups) : 0);
  };
}

/** Counts again only when the groups are others. */
function createBodySize(): (groups: readonly PublishedGroup[]) => number {
  let counted: readonly PublishedGroup[] | undefined;
  let bytes = 0;
  return (groups) => {
    if (groups === counted) return bytes;
    counted = groups;
    // `[`, newline, then each group and what follows it; without groups `[]` and a newline.
    const framing = groups.length === 0 ? 3 : 3 + 2 * groups.length;
    bytes = groups.reduce((sum, { json }) => sum + Buffer.byteLength(json), framing);
    return bytes;
  };
}

function ageGauges({ gauge }: Meters): StatusMetrics {
  const list = gauge('list_age_seconds', 'Age in seconds of the newest pool list. Absent before the first.');
  const oldest = gauge(
    'oldest_pool_answer_age_seconds',
    'Age in seconds of the oldest last answer of a pool. Absent before the first.',
  );
  const confirmed = gauge(
    'confirmed_age_seconds',
    'Seconds since anything at all was confirmed. Absent before the first list of targets.',
  );
  return ({ list: { ageMs }, pools, confirmedAgeMs }) => {
    const ages = pools.flatMap(({ answer }) => (answer === null ? [] : [answer.ageMs]));
    setOrRemove(list, ageMs);
    setOrRemove(
      oldest,
      ages.reduce<number | null>((most, age) => Math.max(most ?? age, age), null),
    );
    setOrRemove(confirmed, confirmedAgeMs);
  };
}

type Settable = Pick<ReturnType<Meters['gauge']>, 'set' | 'reset' | 'remove'>;

function setOrRemove(gauge: Settable, ageMs: number | null): void {
  if (ageMs === null) gauge.remove();
  else gauge.set(seconds(ageMs));
}

function troubleGauges({ gauge }: Meters): StatusMetrics {
  const stale = gauge('stale_pools', 'Pools whose last lookup failed: their last targets are given.');
  const unknown = gauge('unknown_pools', 'Listed pools that have not answered yet.');
  const skipped = gauge('skipped_pools', 'Entries of the pool list that cannot be used.');
  const held = gauge('held_removals', 'Targets that are still given while their removal is confirmed.');
  const pending = gauge('pending_pools', 'Pools that wait for a removal to be confirmed.');
  const conflicts = gauge('conflicts', 'Targets that several pools claim.');
  const refused = gauge(
    'refused_targets',
    'Addresses in the last answers that are refused, by why: address, port, name.',
    ['why'],
  );
  return (status) => {
    const { pools } = status;
    stale.set(pools.filter(({ failure, answer }) => failure !== null && answer !== null).length);
    unknown.set(pools.filter(({ listed, answer }) => listed && answer === null).length);
    skipped.set(status.list.skipped.length);
    held.set(pools.reduce((sum, pool) => sum + pool.held, 0));
    pending.set(status.pending.length);
    conflicts.set(status.conflicts.size);
    for (const why of ['address', 'port', 'name'] as const) {
      const those = pools.map((pool) => pool.refused.filter((one) => one.why === why).length);
      refused.set(
        { why },
        those.reduce((sum, count) => sum + count, 0),
      );
    }
  };
}

function lookupGauges({ gauge }: Meters): StatusMetrics {
  const names = gauge('lookup_names', 'Names that are looked up.');
  const inFlight = gauge('lookups_in_flight', 'Lookups under way.');
  const failing = gauge('lookup_failing_names', 'Names whose last lookup failed.');
  return ({ lookups }) => {
    names.set(lookups.names);
    inFlight.set(lookups.inFlight);
    failing.set(lookups.failing);
  };
}

function poolGauges({ gauge }: Meters): StatusMetrics {
  const targets = gauge('pool_targets', 'Targets of a pool that are given.', ['pool']);
  const expected = gauge(
    'pool_expected_nodes',
    'Nodes of a pool that are active, as its list says. Absent where it does not.',
    ['pool'],
  );
  const age = gauge(
    'pool_answer_age_seconds',
    'Age in seconds of the last answer of a pool. Absent before it.',
    ['pool'],
  );
  return ({ pools }) => {
    for (const gauge of [targets, expected, age]) gauge.reset();
    for (const { pool, targets: count, metadata, answer } of pools) {
      targets.set({ pool }, count);
      if (metadata.activeNodes !== undefined) expected.set({ pool }, metadata.activeNodes);
      if (answer !== null) age.set({ pool }, seconds(answer.ageMs));
    }
  };
}
