/**
 * What part of the targets a request's query asks for: `?pool=NAME` (repeatable) and
 * `?shard=I&of=N`. Other parameters are ignored: scrapers and proxies add their own.
 */
import type { Selection } from '@spcs-sd/core';

export type ParsedSelection =
  | { readonly kind: 'everything' }
  | {
      readonly kind: 'part';
      readonly selection: Selection;
      /** Equal for requests that ask for the same part. */
      readonly key: string;
    }
  /** `message` is for the person who wrote the URL. */
  | { readonly kind: 'wrong'; readonly message: string };

/** `url` as node:http gives it: a path with an optional query. Never throws. */
export function parseSelection(url: string): ParsedSelection {
  const at = url.indexOf('?');
  if (at < 0) return { kind: 'everything' };
  const query = new URLSearchParams(url.slice(at + 1));
  const pools = parsePools(query.getAll('pool'));
  const shard = parseShard(query.getAll('shard'), query.getAll('of'));
  if (typeof pools === 'string') return { kind: 'wrong', message: pools };
  if (typeof shard === 'string') return { kind: 'wrong', message: shard };
  if (pools === undefined && shard === undefined) return { kind: 'everything' };
  const selection: Selection = { ...(pools && { pools }), ...(shard && { shard }) };
  return { kind: 'part', selection, key: JSON.stringify([pools, shard?.index, shard?.of]) };
}

function parsePools(values: readonly string[]): readonly string[] | undefined | string {
  if (values.length === 0) return undefined;
  if (values.includes('')) {
    return '"pool" is empty: give a pool\'s name, as in ?pool=my_pool, or leave the parameter out for every pool.';
  }
  return [...new Set(values.map((value) => value.toLowerCase()))].toSorted();
}

function parseShard(
  shards: readonly string[],
  ofs: readonly string[],
): { readonly index: number; readonly of: number } | undefined | string {
  if (shards.length === 0 && ofs.length === 0) return undefined;
  if (shards.length !== 1 || ofs.length !== 1) {
    return '"shard" and "of" belong together, once each, as in ?shard=0&of=3.';
  }
  const of = wholeNumber(ofs[0]);
  if (of === undefined || of < 1) {
    return `"of" is ${shown(ofs[0])}, but must be the number of shards, from 1 to 999999999, as in ?shard=0&of=3.`;
  }
  const index = wholeNumber(shards[0]);
  if (index === undefined || index >= of) {
    return `"shard" is ${shown(shards[0])}, but must be a number from 0 to ${of - 1} (of=${of}).`;
  }
  return { index, of };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Quoted and short: the answer repeats what the client sent. */
function shown(text: string | undefined): string {
  return JSON.stringify((text ?? '').slice(0, 40));
}
