/** What the contract wants of metrics. */
import { initialState, step, defaultPolicy } from '@spcs-sd/core';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

const metrics = createMetrics({ version: '1.2.3' });
const names = new Set(metrics.definitions.map(({ name }) => name));

test('tells at least what the contract wants', () => {
  const wanted = `list_refreshes_total list_refresh_failures_total list_last_success_timestamp_seconds
    lookups_total lookup_failures_total lookup_last_success_timestamp_seconds pools groups targets
    snapshot_ready stale_pools held_removals conflicts refused_targets pool_targets pool_expected_nodes`;
  const missing = wanted.split(/\s+/).filter((name) => !names.has(`spcs_sd_${name}`));
  expect(missing).toEqual([]);
});

test('every reason has a zero to start from', async () => {
  const text = await metrics.text({
    snapshot: step(initialState(), [], 0, defaultPolicy).snapshot,
    confirmedAgeMs: null,
    list: { origin: null, ageMs: null, failure: null, skipped: [] },
    pools: [],
    pending: [],
    conflicts: new Map(),
    collapsing: false,
    lookups: { names: 0, inFlight: 0, failing: 0, failingInFlight: 0 },
  });
  const reasons: Readonly<Record<string, readonly string[]>> = {
    lookup_failures_total: ['timeout', 'servfail', 'refused', 'malformed', 'limit'],
    targets_removed_total: ['dns', 'list', 'operator', 'expired'],
    targets_refused_total: ['address', 'port', 'name'],
  };
  for (const [metric, values] of Object.entries(reasons)) {
    for (const value of values) {
      expect(text).toMatch(new RegExp(`^spcs_sd_${metric}\\{[^}]*="${value}"\\} 0$`, 'm'));
    }
  }
});
