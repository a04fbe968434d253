/**
 * Something wrong with a configuration, before anyone knows where it stands in the file.
 */

/** From the document's root: mapping keys and list indices. */
export type Path = readonly (string | number)[];

export interface Finding {
  readonly path: Path;
  /** What of the path's last step is wrong: its key, or the value behind it. */
  readonly part: 'key' | 'value';
  /** Goes on from "expected". */
  readonly expected: string;
  /** Goes on from "found". Never a secret. */
  readonly found: string;
  /** Other words for the whole of it, where users know them. */
  readonly message?: string;
  /** What to do, where that is known. */
  readonly hint?: string;
}

/** `dns.servers[0]`; keys that are not plain words are quoted. The root is the empty text. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${text}[${shortText(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

const maxShown = 60;

/** Quoted, on one line, and not too long for it. */
export function shortText(value: string): string {
  const shown = value.length > maxShown ? `${value.slice(0, maxShown)}…` : value;
  return JSON.stringify(shown).replaceAll(/[\u007f-\u009f\u2028\u2029]/g, '\ufffd');
}

/** What was found, in words or as it was written. */
export function foundText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
  if (typeof value === 'string') return shortText(value);
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : `a ${typeof value}`;
}
