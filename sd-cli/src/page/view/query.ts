/**
 * What a person asked of the page, to and from the query of its URL. Pure.
 *
 * The same words drive the page with and without JavaScript, so a URL can be kept, sent and reloaded.
 */
import { isTrouble, type Trouble } from './trouble.ts';

export const sortKeys = ['condition', 'pool', 'state', 'nodes', 'age', 'error'] as const;
export type SortKey = (typeof sortKeys)[number];

/** `any`: all pools with trouble. */
export type Show = 'all' | 'any' | Trouble;

export interface Query {
  /** Words that must all be found; at most `maxSearchLength` characters. */
  readonly search: string;
  readonly show: Show;
  readonly sort: SortKey;
  readonly reversed: boolean;
  /** From 1. */
  readonly page: number;
  /** Pools that show their details; at most `maxOpen`, the latest last. */
  readonly open: readonly string[];
}

const maxSearchLength = 200;
const maxOpen = 20;

export const startQuery: Query = {
  search: '',
  show: 'all',
  sort: 'condition',
  reversed: false,
  page: 1,
  open: [],
};

/** Pairs as `URLSearchParams` has them. What cannot be read is left out: a URL never fails. */
export function parseQuery(pairs: Iterable<readonly [string, string]>): Query {
  const query = { ...startQuery, open: [] as string[] };
  for (const [name, value] of pairs) {
    if (name === 'q') query.search = value.slice(0, maxSearchLength);
    if (name === 'show' && isShow(value)) query.show = value;
    if (name === 'sort') query.sort = sortKeys.find((key) => key === value) ?? query.sort;
    if (name === 'reversed') query.reversed = value === '1';
    if (name === 'page' && /^[1-9]\d{0,5}$/.test(value)) query.page = Number(value);
    if (name === 'open' && !query.open.includes(value)) query.open.push(value);
  }
  return { ...query, open: query.open.slice(-maxOpen) };
}

function isShow(value: string): value is Show {
  return value === 'all' || value === 'any' || isTrouble(value);
}

/** The shortest query that says the same: `?sort=age&page=2`, or `?` alone. */
export function queryText(query: Query): string {
  const pairs: readonly (readonly [string, string, boolean])[] = [
    ['q', query.search, query.search !== startQuery.search],
    ['show', query.show, query.show !== startQuery.show],
    ['sort', query.sort, query.sort !== startQuery.sort],
    ['reversed', '1', query.reversed],
    ['page', String(query.page), query.page > 1],
    ...query.open.map((pool) => ['open', pool, true] as const),
  ];
  const said = pairs.flatMap(([name, value, isSaid]) => (isSaid ? [`${name}=${escaped(value)}`] : []));
  return `?${said.join('&')}`;
}

/** As `encodeURIComponent`, which throws for half of a surrogate pair, and safe within a shell's single quotes. */
export function escaped(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd')).replaceAll("'", '%27');
}

/** Another selection begins on its first page. */
export function withSearch(query: Query, search: string): Query {
  return { ...query, search: search.slice(0, maxSearchLength), page: 1 };
}

export function withToggled(query: Query, pool: string): Query {
  const others = query.open.filter((name) => name !== pool);
  const open = others.length < query.open.length ? others : [...others, pool].slice(-maxOpen);
  return { ...query, open };
}
