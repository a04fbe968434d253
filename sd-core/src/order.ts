/** The one order of the core: by UTF-16 code unit, the same on every machine and in every language. */

/** For `toSorted`: -1, 0 or 1. */
export function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
