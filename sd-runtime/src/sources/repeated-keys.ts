/**
 * Keys that a mapping of a YAML document has twice.
 *
 * The parser's own check compares each key with each: a mapping of 100,000 keys would hold the process for
 * minutes. Pure.
 */
import { isScalar, visit } from 'yaml';
import type { Document, Scalar } from 'yaml';

/** The second and later ones, in the order of the text. O(n). */
export function repeatedKeys(document: Document): readonly Scalar[] {
  const repeated: Scalar[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) repeated.push(key);
        seen.add(key.value);
      }
    },
  });
  return repeated;
}
