/**
 * The one cell of SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS: a JSON array of DNS names.
 *
 * Pure. Source: mdservice, the function's only public user.
 */
import { poolOf } from '@spcs-sd/core';
import { safeText } from './safe-text.ts';
import { cellReader, type Rows } from './statement.ts';

/** A pool as its endpoint names it. */
export interface NamedPool {
  /** In lower case. */
  readonly name: string;
  /** In lower case, without its last dot. Perhaps no DNS name: the core judges that. */
  readonly endpoint: string;
}

export interface RefusedEntry {
  /** Shortened. */
  readonly entry: string;
  readonly why: string;
}

export type EndpointCell =
  | {
      readonly kind: 'endpoints';
      readonly pools: readonly NamedPool[];
      readonly refused: readonly RefusedEntry[];
      /** Entries were no text at all: what they stood for is not known. */
      readonly isDamaged: boolean;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Never throws. O(n). */
export function readEndpointCell({ columns, rows }: Rows): EndpointCell {
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0 || row.length !== 1 || columns.length !== 1) {
    const found = `${rows.length} rows of ${columns.length} columns`;
    return unreadable(`expected one row of one column, found ${found}`);
  }
  const cell = cellReader(columns)(row, columns[0] ?? '');
  if (cell === null || cell === undefined)
    return unreadable('expected a JSON array of host names, found NULL');
  const data = parsed(cell);
  if (data === undefined) return unreadable(`expected a JSON array of host names, found ${quoted(cell)}`);
  if (!Array.isArray(data)) return unreadable(`expected a JSON array of host names, found ${quoted(cell)}`);
  return readEntries(data);
}

const unreadable = (why: string): EndpointCell => ({ kind: 'unreadable', why });

function readEntries(entries: readonly unknown[]): EndpointCell {
  const pools: NamedPool[] = [];
  const refused: RefusedEntry[] = [];
  let isDamaged = false;
  for (const entry of entries) {
    const read = readEntry(entry);
    if ('why' in read) refused.push(read);
    else pools.push(read);
    isDamaged ||= typeof entry !== 'string';
  }
  if (pools.length === 0 && isDamaged)
    return unreadable(`none of its ${entries.length} entries is a host name`);
  return { kind: 'endpoints', pools, refused, isDamaged };
}

/** Names that DNS cannot hold go on to the core, which skips and reports them with their pool. */
function readEntry(entry: unknown): NamedPool | RefusedEntry {
  if (typeof entry !== 'string') return { entry: quoted(JSON.stringify(entry)), why: 'is no text' };
  if (entry.length > maxNameLength) return { entry: quoted(entry), why: `has ${entry.length} characters` };
  const endpoint = entry.toLowerCase().replace(/\.$/u, '');
  const name = poolOf(endpoint);
  if (name !== undefined) return { name, endpoint };
  return { entry: quoted(entry), why: 'names no pool: no label and suffix follow "monitor" or "metrics"' };
}

/** The longest text of a DNS name, with its last dot. */
const maxNameLength = 254;

const quoted = (text: string): string => {
  const shown = safeText(text.slice(0, 200));
  return JSON.stringify(shown.length > 60 ? `${shown.slice(0, 60)}…` : shown);
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
