/**
 * What an implementation is asked: a case without what is expected of it.
 */
import type { Vector } from './vectors.ts';

/** One line of JSON without a newline. Whatever stands under `expect`, however deep, stays here. */
export function questionLine({ id, case: vector }: Vector): string {
  const { name: _name, rules: _rules, ...given } = vector;
  return JSON.stringify({ id, ...given }, (key, value: unknown) => (key === 'expect' ? undefined : value));
}
