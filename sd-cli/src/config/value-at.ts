/**
 * Reading data that may be of any form.
 */
import type { Path } from './finding.ts';

/** Undefined where the path leads nowhere. Own keys only: what a mapping inherits was not written by anyone. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, step)
        ? Reflect.get(node, step)
        : undefined,
    data,
  );
}
