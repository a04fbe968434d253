/**
 * What can be wrong with a pool, and which pools have it. Pure.
 *
 * Owns the order of gravity. Does not know how it looks.
 */
import type { PoolStatus } from '@spcs-sd/core';

/**
 * The gravest first. `unanswered`: lookups failed, and no answer came before. `failing`: the last lookup
 * failed, the answer before it stays. `missing`: fewer nodes than the list says are active. `unlisted`: the
 * list lacks the pool. `held`: targets wait to be removed. `conflict`: another pool claims one of its
 * targets. `refused`: the answer has addresses that may not be targets. `waiting`: the first answer is on
 * its way.
 */
export const troubles = [
  'unanswered',
  'failing',
  'missing',
  'unlisted',
  'held',
  'conflict',
  'refused',
  'waiting',
] as const;

export type Trouble = (typeof troubles)[number];

export function isTrouble(text: string): text is Trouble {
  return troubles.some((trouble) => trouble === text);
}

/** Published targets that the latest answer contains. */
export function foundNodes({ targets, held }: Pick<PoolStatus, 'targets' | 'held'>): number {
  return targets - held;
}

/** How many nodes the list knows of that the DNS does not name; 0 where the list does not say. */
export function missingNodes(pool: PoolStatus): number {
  const { activeNodes } = pool.metadata;
  const canLack = pool.listed && pool.answer !== null && activeNodes !== undefined;
  return canLack ? Math.max(0, activeNodes - foundNodes(pool)) : 0;
}

/** `inConflict`: one of its addresses is claimed by another pool, too. O(1): it is asked for each of many. */
export function troublesOf(pool: PoolStatus, inConflict: boolean): readonly Trouble[] {
  const found: Trouble[] = [];
  if (pool.failure !== null) found.push(pool.answer === null ? 'unanswered' : 'failing');
  if (missingNodes(pool) > 0) found.push('missing');
  if (!pool.listed) found.push('unlisted');
  if (pool.held > 0) found.push('held');
  if (inConflict) found.push('conflict');
  if (pool.refused.length > 0) found.push('refused');
  if (pool.listed && pool.answer === null && pool.failure === null) found.push('waiting');
  return found;
}
