/**
 * The table of pools: one row each, with its details below it where it is open. Pure.
 */
import { badge, conditionsOf } from './condition.ts';
import { detailRow } from './detail.ts';
import type { PageModel } from './model.ts';
import { queryText, startQuery, withToggled, type SortKey } from './query.ts';
import type { PoolReport } from './report.ts';
import { h, type Branch, type Tree } from './tree.ts';
import { foundNodes } from './trouble.ts';
import { ageText, countText, visible } from './words.ts';

interface Column {
  readonly key: SortKey;
  readonly label: string;
  /** Of the column's cells, for the style sheet. */
  readonly kind: string;
  readonly cell: (pool: PoolReport, model: PageModel) => readonly Tree[];
}

const columns: readonly Column[] = [
  { key: 'pool', label: 'Pool', kind: 'name', cell: nameCell },
  { key: 'condition', label: 'Condition', kind: 'condition', cell: conditionCell },
  { key: 'state', label: 'State', kind: 'state', cell: ({ metadata }) => [visible(metadata.state ?? '–')] },
  { key: 'nodes', label: 'Nodes', kind: 'number', cell: nodesCell },
  { key: 'age', label: 'Age', kind: 'number', cell: ageCell },
  { key: 'error', label: 'Last error', kind: 'error', cell: (pool) => [errorText(pool)] },
];

const columnCount = columns.length;

export function poolTable(model: PageModel): Branch {
  const { shown } = model.rows;
  return h(
    'table',
    { class: 'pools' },
    h('caption', {}, 'Pools'),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        columns.map((column) => headCell(column, model)),
      ),
    ),
    h('tbody', {}, shown.length === 0 ? emptyRow(model) : shown.flatMap((pool) => poolRows(pool, model))),
  );
}

function headCell({ key, label, kind }: Column, { query }: PageModel): Branch {
  const isSorted = query.sort === key;
  const next = { ...query, sort: key, reversed: isSorted && !query.reversed, page: 1 };
  // "Descending" is said of what a person sees; for nodes, ages and errors the largest comes first.
  const largestFirst = key === 'nodes' || key === 'age' || key === 'error' || key === 'condition';
  const order = largestFirst === query.reversed ? 'ascending' : 'descending';
  return h(
    'th',
    { scope: 'col', class: kind, 'aria-sort': isSorted ? order : undefined },
    h('a', { href: queryText(next), 'data-nav': 'sort' }, label),
  );
}

function poolRows(pool: PoolReport, model: PageModel): readonly Branch[] {
  const isOpen = model.query.open.includes(pool.pool);
  const row = h(
    'tr',
    { 'data-key': `pool ${pool.pool}`, class: isOpen ? 'open' : undefined },
    columns.map(({ kind, cell }, index) =>
      h(
        index === 0 ? 'th' : 'td',
        { scope: index === 0 ? 'row' : undefined, class: kind },
        cell(pool, model),
      ),
    ),
  );
  return isOpen ? [row, detailRow(pool, model, columnCount)] : [row];
}

function nameCell(pool: PoolReport, { query }: PageModel): readonly Tree[] {
  const isOpen = query.open.includes(pool.pool);
  return [
    h(
      'a',
      {
        href: queryText(withToggled(query, pool.pool)),
        'data-nav': 'open',
        'aria-expanded': isOpen ? 'true' : 'false',
      },
      h('bdi', {}, visible(pool.pool)),
    ),
    // A narrow screen has no column for it.
    ...(pool.failure === null ? [] : [h('small', { class: 'narrow' }, visible(pool.failure.why))]),
  ];
}

function conditionCell(pool: PoolReport, { elapsedMs }: PageModel): readonly Tree[] {
  return conditionsOf(pool, elapsedMs).map(badge);
}

/** Found, and how many the list expects where it says so. */
function nodesCell(pool: PoolReport): readonly Tree[] {
  const { activeNodes } = pool.metadata;
  const found = countText(foundNodes(pool));
  if (activeNodes === undefined) return [found];
  return [found, h('span', { class: 'of' }, ` / ${countText(activeNodes)}`)];
}

function ageCell({ answer }: PoolReport, { elapsedMs }: PageModel): readonly Tree[] {
  return [answer === null ? 'never' : ageText(answer.ageMs + elapsedMs)];
}

function errorText({ failure }: PoolReport): string {
  if (failure === null) return '';
  return visible(failure.detail === undefined ? failure.why : `${failure.why}: ${failure.detail}`);
}

function emptyRow({ report, query }: PageModel): Branch {
  const all = { ...startQuery, sort: query.sort, reversed: query.reversed };
  const content =
    report.pools.length === 0
      ? ['No pool is known.']
      : ['No pool matches. ', h('a', { href: queryText(all), 'data-nav': 'all' }, 'Show all pools')];
  return h('tr', { 'data-key': 'empty' }, h('td', { colspan: String(columnCount), class: 'empty' }, content));
}
