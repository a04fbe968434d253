/**
 * Which pools the page shows, in which order: search, filter, sort, pages. Pure.
 */
import type { PoolReport } from './report.ts';
import type { Query, Show, SortKey } from './query.ts';
import { foundNodes, troubles } from './trouble.ts';
import { compareUnits } from './words.ts';

/** Rows of one page: as many as a browser lays out without effort. */
export const pageSize = 100;

export interface Rows {
  readonly shown: readonly PoolReport[];
  /** How many pools match, on all pages. */
  readonly matched: number;
  /** From 1; the nearest one there is to the page that was asked for. */
  readonly page: number;
  readonly pages: number;
}

/** O(n log n) in the pools. */
export function rowsOf(pools: readonly PoolReport[], query: Query): Rows {
  return pageOf(orderedRows(pools, query), query.page);
}

/** Everything that matches, in order. */
export function orderedRows(
  pools: readonly PoolReport[],
  { search, show, sort, reversed }: Pick<Query, 'search' | 'show' | 'sort' | 'reversed'>,
): readonly PoolReport[] {
  const terms = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = pools.filter((pool) => isShown(pool, show) && terms.every((term) => has(pool, term)));
  const rank = ranks[sort];
  const sign = reversed ? -1 : 1;
  // Each rank is worked out once: sorting asks for it some 15 times for each of 20,000 pools.
  return matching
    .map((pool) => ({ pool, rank: rank(pool) }))
    .toSorted((a, b) => sign * compareRanks(a.rank, b.rank) || compareUnits(a.pool.pool, b.pool.pool))
    .map(({ pool }) => pool);
}

export function pageOf(rows: readonly PoolReport[], wanted: number): Rows {
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(wanted, pages);
  const first = (page - 1) * pageSize;
  return { shown: rows.slice(first, first + pageSize), matched: rows.length, page, pages };
}

function isShown({ troubles: has }: PoolReport, show: Show): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'any':
      return has.length > 0;
    case 'unanswered':
    case 'failing':
    case 'missing':
    case 'unlisted':
    case 'held':
    case 'conflict':
    case 'refused':
    case 'waiting':
      return has.includes(show);
  }
}

/** Names are in lower case already; what a list says is not. */
function has({ pool, endpoint, metadata, failure }: PoolReport, term: string): boolean {
  if (pool.includes(term) || endpoint.includes(term)) return true;
  const { state, owner, instanceFamily, application } = metadata;
  const texts = [state, owner, instanceFamily, application, failure?.why, failure?.detail];
  return texts.some((text) => text?.toLowerCase().includes(term) === true);
}

type Rank = string | number;

/** The smallest comes first: trouble by gravity, the most nodes, the oldest answer, the longest failure. */
const ranks: Readonly<Record<SortKey, (pool: PoolReport) => Rank>> = {
  condition: ({ troubles: [gravest] }) =>
    gravest === undefined ? troubles.length : troubles.indexOf(gravest),
  pool: ({ pool }) => pool,
  state: ({ metadata }) => metadata.state ?? '\uffff',
  nodes: (pool) => -foundNodes(pool),
  age: ({ answer }) => -(answer?.ageMs ?? Number.POSITIVE_INFINITY),
  error: ({ failure }) => -(failure?.forMs ?? -1),
};

function compareRanks(a: Rank, b: Rank): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
