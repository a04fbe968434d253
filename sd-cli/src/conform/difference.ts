/**
 * Where two JSON values differ, for people.
 */

/** Values that are not there are `undefined`. */
export interface Difference {
  /** `steps[2].targets.a`; empty for the whole. */
  readonly at: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Everything that differs. The order of keys does not matter, that of lists does. */
export function differences(expected: unknown, found: unknown, at = ''): readonly Difference[] {
  if (isRecord(expected) && isRecord(found)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...keys].flatMap((key) => differences(own(expected, key), own(found, key), place(at, key)));
  }
  if (isList(expected) && isList(found) && expected.length === found.length && !isOfScalars(expected)) {
    return expected.flatMap((value, index) => differences(value, found[index], `${at}[${index}]`));
  }
  return JSON.stringify(expected) === JSON.stringify(found) ? [] : [{ at, expected, found }];
}

export function place(at: string, key: string): string {
  const step = /^[\w-]+$/.test(key) ? key : `[${JSON.stringify(key)}]`;
  return at === '' || step.startsWith('[') ? `${at}${step}` : `${at}.${step}`;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isOfScalars(list: readonly unknown[]): boolean {
  return list.every((value) => typeof value !== 'object' || value === null);
}

/** In an order of their own, for lists whose order means nothing. */
export function byText(list: readonly unknown[]): readonly unknown[] {
  const keyed = list.map((value) => [canonical(value), value] as const);
  return keyed.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Lines for a terminal: of lists only what is in one of them, and when that is nothing, both. */
export function differenceLines({ at, expected, found }: Difference): readonly string[] {
  const where = at === '' ? [] : [`at ${at}:`];
  if (isList(expected) && isList(found)) {
    const missing = without(expected, found).map((text) => `  - ${text}`);
    const undue = without(found, expected).map((text) => `  + ${text}`);
    if (missing.length + undue.length > 0) return [...where, ...missing, ...undue];
  }
  return [...where, `  - ${shown(expected)}`, `  + ${shown(found)}`];
}

function without(list: readonly unknown[], other: readonly unknown[]): readonly string[] {
  const left = new Map<string, number>();
  for (const text of other.map(shown)) left.set(text, (left.get(text) ?? 0) + 1);
  return list.map(shown).filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

const maxShown = 2000;

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
