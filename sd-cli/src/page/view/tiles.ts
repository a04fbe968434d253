/**
 * The counts at a glance; each one shows the pools that it counts. Pure.
 */
import { toneOf, type Tone } from './condition.ts';
import type { PageModel } from './model.ts';
import { queryText, type Show } from './query.ts';
import { h, type Branch } from './tree.ts';
import { troubles, type Trouble } from './trouble.ts';
import { countText } from './words.ts';

interface Tile {
  readonly show: Show;
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
}

const labels: Readonly<Record<Trouble, string>> = {
  unanswered: 'No answer',
  failing: 'Failing',
  missing: 'Lacking nodes',
  unlisted: 'Not listed',
  held: 'Held removals',
  conflict: 'Conflicts',
  refused: 'Refused',
  waiting: 'Waiting',
};

function tilesOf({ totals, report }: PageModel): readonly Tile[] {
  const counts: Readonly<Record<Trouble, number>> = {
    ...totals.poolsWith,
    // Of these the single target counts, and not the pool.
    held: totals.held,
    conflict: Object.keys(report.conflicts).length,
    refused: totals.refused,
  };
  const shown = troubles.filter((trouble) => trouble !== 'waiting' || counts.waiting > 0);
  return [
    { show: 'all', label: 'Pools', count: totals.pools, tone: 'idle' },
    ...shown.map((trouble) => ({
      show: trouble,
      label: labels[trouble],
      count: counts[trouble],
      tone: toneOf(trouble),
    })),
  ];
}

export function tileList(model: PageModel): Branch {
  return h(
    'nav',
    { class: 'tiles', 'aria-label': 'Show pools by condition' },
    tilesOf(model).map((tile) => tileLink(tile, model)),
  );
}

/** The chosen one, chosen again, shows all pools. */
function tileLink({ show, label, count, tone }: Tile, { query }: PageModel): Branch {
  const isChosen = query.show === show;
  const next = { ...query, show: isChosen ? ('all' as const) : show, page: 1 };
  return h(
    'a',
    {
      href: queryText(next),
      'data-nav': 'show',
      'data-key': show,
      'data-tone': count > 0 ? tone : 'none',
      'aria-current': isChosen ? 'true' : undefined,
    },
    h('strong', {}, countText(count)),
    h('span', {}, label),
  );
}
