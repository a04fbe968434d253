/**
 * When all is well: before a fault begins, and again after its end.
 */
import { valueOf } from '../world/metrics.ts';
import { sameSet } from '../world/targets.ts';
import type { Stage } from './stage.ts';

/** What is zero then. */
const troubles = [
  'spcs_sd_stale_pools',
  'spcs_sd_unknown_pools',
  'spcs_sd_held_removals',
  'spcs_sd_conflicts',
  'spcs_sd_dns_servers_failing',
  'spcs_sd_dns_servers_disagree',
  'spcs_sd_snowflake_credential_stale',
  'spcs_sd_snowflake_metadata_stale',
];

/** Throws what is not well yet. */
export async function requireSteady(world: Stage): Promise<void> {
  for (const program of world.programs) {
    if (!(await program.isReady())) throw new Error(`${program.name} is not ready`);
    const metrics = await program.metrics();
    const trouble = troubles.find((name) => valueOf(metrics, name) > 0);
    if (trouble !== undefined) throw new Error(`${program.name}: ${trouble} is ${valueOf(metrics, trouble)}`);
  }
  requireTruth(world);
}

/** Throws when a reader has anything but the truth. */
export function requireTruth(world: Stage): void {
  const expected = world.truth();
  for (const [reader, targets] of world.watcher.now()) {
    if (targets === undefined) throw new Error(`${reader} has no list`);
    if (!sameSet(targets, expected))
      throw new Error(`${reader} has ${targets.size} targets, there are ${expected.size}`);
  }
}
