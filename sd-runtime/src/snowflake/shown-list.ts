/**
 * SHOW COMPUTE POOLS as a list that can be believed, or why it cannot; its oddities are told.
 */
import type { UnknownList } from '@spcs-sd/core';
import { refusals, type News } from './news.ts';
import { readPoolRows, type ShownPool } from './pool-rows.ts';
import { unknownBecause, type StatementOutcome } from './statement.ts';

export interface ShownList {
  readonly kind: 'shown';
  readonly pools: readonly ShownPool[];
  /** Rows without a name: this is not the whole list. */
  readonly isDamaged: boolean;
}

/** `required`: columns besides the name without which nothing can be decided. */
export function shownList(
  outcome: StatementOutcome,
  required: readonly string[],
  news: News,
): ShownList | UnknownList {
  if (outcome.kind !== 'rows') return unknownBecause('SHOW COMPUTE POOLS', outcome);
  const read = readPoolRows(outcome, required);
  if (read.kind === 'unreadable') return { kind: 'unknown', why: read.why, reason: 'malformed' };
  news.tell('rows', refusals(read.refused));
  news.tell(
    'columns',
    read.missingColumns.map((column) => ({ kind: 'column-missing', column })),
  );
  return { kind: 'shown', pools: read.pools, isDamaged: read.refused.length > 0 };
}
