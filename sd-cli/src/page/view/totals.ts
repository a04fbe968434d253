/**
 * How many pools have what. Pure; worked out once for each report.
 */
import type { Report } from './report.ts';
import { troubles, type Trouble } from './trouble.ts';

export interface Totals {
  readonly pools: number;
  /** Pools with any trouble. */
  readonly troubled: number;
  readonly poolsWith: Readonly<Record<Trouble, number>>;
  /** Targets that wait to be removed. */
  readonly held: number;
  /** Addresses in latest answers that may not be targets. */
  readonly refused: number;
}

/** O(pools). */
export function totalsOf({ pools }: Pick<Report, 'pools'>): Totals {
  const counts = new Map<Trouble, number>(troubles.map((trouble) => [trouble, 0]));
  let [troubled, held, refused] = [0, 0, 0];
  for (const pool of pools) {
    for (const trouble of pool.troubles) counts.set(trouble, (counts.get(trouble) ?? 0) + 1);
    if (pool.troubles.length > 0) troubled += 1;
    held += pool.held;
    refused += pool.refused.length;
  }
  const of = (trouble: Trouble): number => counts.get(trouble) ?? 0;
  return {
    pools: pools.length,
    troubled,
    poolsWith: {
      unanswered: of('unanswered'),
      failing: of('failing'),
      missing: of('missing'),
      unlisted: of('unlisted'),
      held: of('held'),
      conflict: of('conflict'),
      refused: of('refused'),
      waiting: of('waiting'),
    },
    held,
    refused,
  };
}
