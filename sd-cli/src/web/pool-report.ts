/**
 * How every pool stands, as JSON for programs: `GET /api/v1/pools`.
 */
import type { Snapshot } from '@spcs-sd/core';
import type { DiscoveryStatus } from '@spcs-sd/runtime';

/** Ages are milliseconds. O(pools). */
export function poolReport({ snapshot, list, pools, pending, conflicts }: DiscoveryStatus): string {
  const report = {
    snapshot: snapshotFacts(snapshot),
    list,
    pools,
    pending,
    conflicts: Object.fromEntries(conflicts),
  };
  // Ages are fractions of milliseconds: more digits than anyone needs.
  return `${JSON.stringify(report, (_, value: unknown) => (typeof value === 'number' ? Math.round(value) : value))}\n`;
}

/** What it says of itself, without the groups. */
function snapshotFacts(snapshot: Snapshot): Readonly<Record<string, unknown>> {
  switch (snapshot.kind) {
    case 'waiting': {
      const { kind, listUnknown, unknownPools, emptyUnconfirmed } = snapshot;
      return { kind, listUnknown, unknownPools, emptyUnconfirmed };
    }
    case 'ready': {
      const { kind, complete, unknownPools, targetCount } = snapshot;
      return { kind, complete, unknownPools, targetCount };
    }
    case 'expired':
      return { kind: snapshot.kind };
  }
}
