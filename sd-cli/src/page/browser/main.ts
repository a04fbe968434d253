/**
 * The page in a browser: asks for reports, draws them, and follows what a person does.
 *
 * Until the first report the server's HTML stays as it is; its links and its form work without this.
 */
import { pageTree, titleOf } from '../view/page.ts';
import { parseQuery, queryText, withSearch, type Query } from '../view/query.ts';
import type { PoolReport } from '../view/report.ts';
import { copyText } from './copy.ts';
import { onKey } from './keys.ts';
import { patchPage } from './patch.ts';
import { askMembers, createPoll } from './poll.ts';
import { createSession } from './session.ts';

const root = byId('page');
const session = createSession(parseQuery(new URLSearchParams(location.search)), {
  base: new URL('.', location.href).href,
  user: document.body.dataset['user'] || null,
  servesTargets: document.body.dataset['targets'] === 'yes',
});

const poll = createPoll({
  async onReport(report) {
    const isFirst = session.model() === undefined;
    // The server drew the targets of open pools: they stay until they can be drawn again.
    if (isFirst) session.members = await askOpen(report.pools);
    session.take(report);
    session.lost = null;
    draw();
    // From here on everything answers at once.
    performance.mark('live');
    if (!isFirst) void refreshMembers();
  },
  onSame() {
    session.lost = null;
    draw();
  },
  onLost(why) {
    session.lost = why;
    draw();
  },
});

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element;
}

function searchField(): HTMLInputElement {
  const field = byId('search');
  if (field instanceof HTMLInputElement) return field;
  throw new Error('the search is no field');
}

function draw(): void {
  const model = session.model();
  if (model === undefined) return;
  patchPage(root, pageTree(model));
  document.title = titleOf(model);
}

/** The targets of those that are open. */
function askOpen(pools: readonly PoolReport[]): ReturnType<typeof askMembers> {
  const known = new Set(pools.map(({ pool }) => pool));
  return askMembers(session.query.open.filter((pool) => known.has(pool)));
}

async function refreshMembers(): Promise<void> {
  if (session.query.open.length === 0) return;
  session.members = await askOpen(session.pools());
  draw();
}

/** `asPlace`: a place to come back to, with the browser's own button. */
function follow(query: Query, asPlace: boolean): void {
  const isOther = query.open.some((pool) => !session.query.open.includes(pool));
  session.query = query;
  if (asPlace) history.pushState(null, '', queryText(query));
  else history.replaceState(null, '', queryText(query));
  draw();
  if (isOther) void refreshMembers();
}

function followLink(link: HTMLAnchorElement): void {
  const query = parseQuery(new URL(link.href).searchParams);
  const isPlace = link.dataset['nav'] !== 'open';
  if (query.search !== session.query.search) searchField().value = query.search;
  follow(query, isPlace);
  const table = document.querySelector('table');
  if (link.dataset['nav'] === 'page' && table !== null && table.getBoundingClientRect().top < 0) {
    table.scrollIntoView();
  }
}

async function copyBeside(button: Element): Promise<void> {
  const code = button.parentElement?.querySelector('code');
  if (code == null) return;
  session.copied = (await copyText(code)) ? code.textContent : null;
  draw();
}

function togglePause(): void {
  session.paused = !session.paused;
  if (session.paused) poll.stop();
  else poll.start();
  draw();
}

document.addEventListener('click', (event) => {
  if (session.model() === undefined || !(event.target instanceof Element)) return;
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = event.target.closest<HTMLAnchorElement>('a[data-nav]');
  if (link !== null && isPlain) {
    event.preventDefault();
    followLink(link);
  }
  const button = event.target.closest('button[data-action]');
  if (button?.getAttribute('data-action') === 'copy') void copyBeside(button);
  if (button?.getAttribute('data-action') === 'pause') togglePause();
});

document.addEventListener('input', ({ target }) => {
  if (target === searchField() && session.model() !== undefined) {
    follow(withSearch(session.query, searchField().value), false);
  }
});

document.addEventListener('submit', (event) => {
  if (session.model() !== undefined) event.preventDefault();
});

document.addEventListener('keydown', (event) => {
  if (onKey(event, searchField())) event.preventDefault();
});

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !session.paused) poll.start();
});

addEventListener('popstate', () => {
  session.query = parseQuery(new URLSearchParams(location.search));
  searchField().value = session.query.search;
  draw();
  void refreshMembers();
});

// Ages grow by themselves.
setInterval(() => {
  if (!document.hidden) draw();
}, 1000);

poll.start();
