/**
 * How things stand in one sentence, with the facts that it rests on. Pure.
 */
import type { Tone } from './condition.ts';
import type { PageModel } from './model.ts';
import type { Report } from './report.ts';
import { queryText, type Query } from './query.ts';
import { h, type Branch, type Tree } from './tree.ts';
import { ageText, counted, visible } from './words.ts';

export interface Verdict {
  readonly tone: Tone;
  readonly title: string;
}

/** Without ages, so that it changes only when something has happened. */
function verdictOf({ report, totals }: Pick<PageModel, 'report' | 'totals'>): Verdict {
  const { snapshot, list } = report;
  switch (snapshot.kind) {
    case 'waiting':
      return waitingVerdict(list.failure !== null, totals.poolsWith.unanswered);
    case 'expired':
      return { tone: 'bad', title: 'No targets are given: nothing has been confirmed for too long' };
    case 'ready': {
      const title = `${counted(snapshot.targetCount, 'target')} of ${counted(totals.pools, 'pool')}`;
      return { tone: readyTone(report, totals), title };
    }
  }
}

function waitingVerdict(listFails: boolean, unanswered: number): Verdict {
  if (listFails) return { tone: 'bad', title: 'No targets: the pool list cannot be read' };
  if (unanswered === 0) return { tone: 'wait', title: 'Starting: no targets are given yet' };
  return { tone: 'bad', title: `No targets yet: no answer of ${counted(unanswered, 'pool')}` };
}

function readyTone({ list, collapsing }: Report, { poolsWith, troubled }: PageModel['totals']): Tone {
  if (list.failure !== null || poolsWith.failing + poolsWith.unanswered > 0) return 'bad';
  if (troubled > poolsWith.waiting || collapsing) return 'warn';
  return troubled > 0 ? 'wait' : 'ok';
}

export function verdictSection(model: PageModel): Branch {
  const { tone, title } = verdictOf(model);
  return h(
    'section',
    { class: 'verdict' },
    h('h2', { 'data-tone': tone, 'aria-live': 'polite' }, title),
    h(
      'ul',
      { class: 'facts' },
      factsOf(model).map((fact) => h('li', {}, fact)),
    ),
    noticesOf(model).map(({ tone: grave, text }) => h('p', { class: 'notice', 'data-tone': grave }, text)),
  );
}

function factsOf({ report, totals, query, elapsedMs }: PageModel): readonly Tree[] {
  const { confirmedAgeMs, list, snapshot } = report;
  const ago = (ms: number): string => `${ageText(ms + elapsedMs)} ago`;
  return [
    ...(totals.troubled > 0 ? [troubledLink(totals.troubled, query)] : []),
    confirmedAgeMs === null ? 'nothing confirmed yet' : `confirmed ${ago(confirmedAgeMs)}`,
    list.ageMs === null ? 'no pool list yet' : `pool list read ${ago(list.ageMs)}`,
    ...(list.skipped.length > 0 ? [skippedLink(list.skipped.length)] : []),
    ...(snapshot.kind === 'ready' ? [snapshot.complete ? 'every pool has answered' : 'incomplete'] : []),
  ];
}

function troubledLink(count: number, query: Query): Branch {
  const href = queryText({ ...query, show: 'any', page: 1 });
  return h('a', { href, 'data-nav': 'show' }, `${counted(count, 'pool')} to look at`);
}

function skippedLink(count: number): Branch {
  return h('a', { href: '#skipped' }, `${counted(count, 'entry', 'entries')} skipped`);
}

interface Notice {
  readonly tone: Tone;
  readonly text: string;
}

function noticesOf(model: PageModel): readonly Notice[] {
  const { report, live } = model;
  const { collapsing } = report;
  return [
    ...(live?.lost == null ? [] : [{ tone: 'bad' as const, text: lostText(live.lost, model.elapsedMs) }]),
    ...listNotices(model),
    ...snapshotNotices(report),
    ...(collapsing
      ? [
          {
            tone: 'warn' as const,
            text: 'More than half of the targets would go: their removal waits longer.',
          },
        ]
      : []),
  ];
}

function lostText(why: string, elapsedMs: number): string {
  return `No update: ${why} What you see is ${ageText(elapsedMs)} old.`;
}

function listNotices({ report: { list }, elapsedMs }: PageModel): readonly Notice[] {
  if (list.failure === null) return [];
  const since = ageText(list.failure.forMs + elapsedMs);
  const kept = list.ageMs === null ? '' : ` The list from ${ageText(list.ageMs + elapsedMs)} ago stays.`;
  const text = `The pool list has not been read for ${since}: ${visible(list.failure.why)}.${kept}`;
  return [{ tone: 'bad', text }];
}

function snapshotNotices({ snapshot, list }: Report): readonly Notice[] {
  switch (snapshot.kind) {
    case 'expired':
      return [{ tone: 'bad', text: 'Scrapers get 503 and keep the list they have.' }];
    case 'ready': {
      const unknown = snapshot.unknownPools.length;
      if (unknown === 0) return [];
      const text = `No answer so far of ${counted(unknown, 'pool')}, whose targets are not in the list.`;
      return [{ tone: 'warn', text }];
    }
    case 'waiting':
      return waitingNotices(snapshot, list);
  }
}

function waitingNotices(
  snapshot: Extract<Report['snapshot'], { readonly kind: 'waiting' }>,
  list: Report['list'],
): readonly Notice[] {
  const unknown = snapshot.unknownPools.length;
  if (snapshot.listUnknown) {
    return list.failure === null ? [{ tone: 'wait', text: 'The pool list has not been read yet.' }] : [];
  }
  if (unknown > 0) return [{ tone: 'wait', text: `No answer so far of ${counted(unknown, 'pool')}.` }];
  if (!snapshot.emptyUnconfirmed) return [];
  return [{ tone: 'wait', text: 'Every answer was empty, and an empty list needs a confirmation first.' }];
}
