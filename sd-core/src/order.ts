/** Orders that do not depend on the machine's language: by UTF-16 code unit. */

/** For `toSorted`: -1, 0 or 1. */
export function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whether a list is in strictly ascending order, that is sorted and without duplicates. */
export function isStrictlyAscending(values: readonly string[]): boolean {
  return values.every((value, index) => index === 0 || (values[index - 1] ?? '') < value);
}

/** Sorted, without duplicates. Returns the same array when it already is. O(n log n). */
export function sortedUnique(values: readonly string[]): readonly string[] {
  return isStrictlyAscending(values) ? values : [...new Set(values)].toSorted(compareUnits);
}
