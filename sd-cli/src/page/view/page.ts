/**
 * The whole page from its model. Pure: the server prints it, the browser keeps its nodes like it.
 */
import { commandLine, curlOf } from './command.ts';
import type { PageModel } from './model.ts';
import { notesOf } from './notes.ts';
import { poolTable } from './table.ts';
import { tileList } from './tiles.ts';
import { pager, toolbar } from './toolbar.ts';
import { h, type Branch } from './tree.ts';
import { verdictSection } from './verdict.ts';
import { ageText } from './words.ts';

/** The children of the page's root. */
export function pageTree(model: PageModel): readonly Branch[] {
  const { report, query, rows, place, live } = model;
  return [
    pageHeader(model),
    h(
      'main',
      {},
      verdictSection(model),
      tileList(model),
      toolbar(model),
      poolTable(model),
      pager(query, rows, 'Pages, below the table'),
      notesOf(report),
    ),
    h(
      'footer',
      {},
      commandLine(curlOf(place), live === null ? undefined : live.copied),
      live !== null &&
        h('p', { class: 'quiet' }, 'Keys: / search · ↑ ↓ pools · → ← open and close · Esc clear'),
    ),
  ];
}

function pageHeader({ report, elapsedMs, place, live }: PageModel): Branch {
  return h(
    'header',
    {},
    h('h1', {}, 'spcs-sd', h('small', {}, ` ${report.version}`)),
    h(
      'nav',
      { class: 'links', 'aria-label': 'Other answers' },
      place.servesTargets && h('a', { href: 'targets' }, 'Targets'),
      h('a', { href: 'api/v1/pools' }, 'JSON'),
      h('a', { href: 'metrics' }, 'Metrics'),
    ),
    h(
      'div',
      { class: 'live' },
      h(
        'span',
        { class: 'quiet' },
        live === null ? `as of ${report.at.slice(0, 19).replace('T', ' ')} UTC` : liveText(elapsedMs),
      ),
      live !== null &&
        h(
          'button',
          {
            type: 'button',
            'data-action': 'pause',
            'aria-pressed': live.paused ? 'true' : 'false',
            class: 'quiet',
          },
          'Pause',
        ),
    ),
  );
}

function liveText(elapsedMs: number): string {
  return `updated ${ageText(elapsedMs)} ago`;
}

/** For the title of the window, where only a few characters are seen. */
export function titleOf({ totals }: Pick<PageModel, 'totals'>): string {
  return totals.troubled === 0 ? 'spcs-sd' : `(${totals.troubled}) spcs-sd`;
}
