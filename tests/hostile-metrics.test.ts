/**
 * A name in the metrics is the value of the label `pool` and comes back as it was: it makes no line, no label
 * and no series of its own. What else comes from outside is in no label at all.
 */
import type { DiscoveryEvent, SnowflakeEvent } from '@spcs-sd/runtime';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMetrics } from '../sd-cli/src/metrics/metrics.ts';
import { starting } from '../sd-cli/src/page/testing/statuses.ts';
import { samplesIn, type Sample } from './support/exposition.ts';
import { hostileConstants, hostileName, hostileStatus } from './support/hostile-names.ts';

/** Everything that tells of something with a text from outside, with that text in each place. */
function eventsWith(text: string): readonly DiscoveryEvent[] {
  const failed = { kind: 'unknown', why: 'other', detail: text } as const;
  return [
    { kind: 'lookup-finished', pools: [text], endpoint: text, outcome: failed, durationMs: 1 },
    { kind: 'lookup-postponed', endpoint: text, durationMs: 1 },
    { kind: 'list-finished', outcome: { kind: 'unknown', why: text }, durationMs: 1 },
    { kind: 'list-failed', why: text, reason: 'other' },
    { kind: 'pool-added', pool: text },
    { kind: 'pool-removed', pool: text, why: 'list' },
    { kind: 'pool-skipped', pool: text, why: text },
    { kind: 'pool-failed', pool: text, why: 'other', detail: text },
    { kind: 'targets-added', pool: text, targets: [text] },
    { kind: 'targets-removed', pool: text, targets: [text], why: 'dns' },
    { kind: 'removal-held', pool: text, targets: 1, why: 'dns' },
    { kind: 'target-refused', pool: text, target: text, why: 'name' },
    { kind: 'conflict', target: text, pools: [text, text] },
    { kind: 'snapshot-first', complete: false, unknownPools: [text] },
    { kind: 'state-rejected', why: text },
    { kind: 'state-save-failed', why: text },
  ];
}

function snowflakeEventsWith(text: string): readonly SnowflakeEvent[] {
  return [
    { kind: 'statement-failed', statement: text, why: text, durationMs: 1 },
    { kind: 'credential-kept', why: text },
    { kind: 'request-retried', why: text, delayMs: 1 },
    { kind: 'mode-changed', mode: 'show_compute_pools', why: text },
    { kind: 'pools-unnamed', pools: [text] },
    { kind: 'pools-filtered', pools: [text], currentRole: text },
    { kind: 'entry-refused', entry: text, why: text },
    { kind: 'column-missing', column: text },
    { kind: 'metadata-failed', why: text },
    { kind: 'endpoint-kept', pool: text, endpoint: text, other: text },
  ];
}

async function samplesWith(names: readonly string[]): Promise<readonly Sample[]> {
  const metrics = createMetrics({ version: '1.2.3' });
  for (const name of names) {
    for (const event of eventsWith(name)) metrics.onEvent(event);
    for (const event of snowflakeEventsWith(name)) metrics.onSnowflakeEvent(event);
    for (const server of [name]) metrics.listenToDns()({ kind: 'server-failed', server, why: 'other' });
  }
  // The groups of a snapshot that is ready come from `step` alone, and are in no label.
  return samplesIn(await metrics.text({ ...hostileStatus(names), snapshot: starting.snapshot }));
}

const some = fc.uniqueArray(hostileName, { minLength: 3, maxLength: 8 });

test('is the value of one label, and comes back', async () => {
  await fc.assert(
    fc.asyncProperty(some, async (others) => {
      const names = [...new Set([...hostileConstants, 'a\\', '\\n', '"', 'a",pool="b', ...others])];
      const harmless = names.map((_, index) => `p${index}`);
      const renamed = (await samplesWith(harmless)).map(({ name, labels }) => ({
        name,
        labels: labels.map(([key, value]) => {
          return [key, key === 'pool' ? names[harmless.indexOf(value)] : value];
        }),
      }));
      expect(renamed.filter(({ name }) => name === 'spcs_sd_pool_targets')).toHaveLength(names.length);
      expect(await samplesWith(names)).toEqual(renamed);
    }),
    { numRuns: 20 },
  );
});
