/**
 * The least that leads from answers to groups: an address's text, its order, its owner, and JSON. It knows no
 * address policy, no memory and no second answer. What the core takes besides is the price of these.
 */
import type { Observation } from '@spcs-sd/core';

/** Gives the JSON of all groups. */
export function leastCompute(observations: readonly Observation[]): readonly string[] {
  const owners = new Map<string, string>();
  return observations.flatMap((observation) => {
    if (observation.of === 'list' || observation.outcome.kind !== 'records') return [];
    const { pool, outcome } = observation;
    const targets = outcome.records
      .map(({ host, port }) => `${host}:${port}`)
      // oxlint-disable-next-line typescript/require-array-sort-compare -- the order of code units, and the quickest way to it
      .toSorted()
      .filter((target) => !owners.has(target));
    for (const target of targets) owners.set(target, pool);
    return [JSON.stringify({ targets, labels: { __meta_spcs_compute_pool_name: pool } })];
  });
}
