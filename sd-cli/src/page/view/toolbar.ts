/**
 * Search and pages. Pure.
 */
import type { PageModel } from './model.ts';
import { queryText, type Query } from './query.ts';
import { pageSize, type Rows } from './rows.ts';
import { h, type Branch } from './tree.ts';
import { counted, countText } from './words.ts';

export function toolbar({ query, rows, totals, live }: PageModel): Branch {
  return h(
    'div',
    { class: 'toolbar' },
    h(
      'form',
      { role: 'search' },
      h('label', { for: 'search', class: 'hidden' }, 'Search pools'),
      h('input', {
        id: 'search',
        name: 'q',
        type: 'search',
        value: query.search,
        placeholder: 'Search name, owner, family, error',
        autocomplete: 'off',
        spellcheck: 'false',
      }),
      kept(query).map(([name, value]) => h('input', { type: 'hidden', name, value })),
      live === null && h('button', { type: 'submit' }, 'Search'),
    ),
    h('p', { role: 'status', class: 'quiet' }, matchText(rows.matched, totals.pools)),
    pager(query, rows, 'Pages'),
  );
}

/** A search without a script keeps these. */
function kept({ show, sort, reversed }: Query): readonly (readonly [string, string])[] {
  return [['show', show], ['sort', sort], ...(reversed ? [['reversed', '1'] as const] : [])];
}

function matchText(matched: number, all: number): string {
  return matched === all ? counted(all, 'pool') : `${countText(matched)} of ${counted(all, 'pool')}`;
}

/** Nothing where one page is enough. */
export function pager(query: Query, { page, pages, matched }: Rows, label: string): Branch | undefined {
  if (pages === 1) return undefined;
  const first = (page - 1) * pageSize + 1;
  const range = `${countText(first)}–${countText(Math.min(matched, first + pageSize - 1))}`;
  return h(
    'nav',
    { class: 'pager', 'aria-label': label },
    step('Previous', page > 1 ? queryText({ ...query, page: page - 1 }) : undefined),
    h('span', {}, range),
    step('Next', page < pages ? queryText({ ...query, page: page + 1 }) : undefined),
  );
}

/** The same element also where there is no such page, so that it keeps the focus. */
function step(text: string, href: string | undefined): Branch {
  const leadsNowhere = { role: 'link', 'aria-disabled': 'true', tabindex: '0' };
  const to = href === undefined ? leadsNowhere : { href, 'data-nav': 'page' };
  return h('a', { 'data-key': text, ...to }, text);
}
