/**
 * One change as a line: when, what kind, which pool, which target. Pure.
 */
import type { Paint } from '../colours.ts';
import { oneLine } from '../errors.ts';
import type { TargetChange } from './target-changes.ts';

/** Ends with a newline. Words are parted by one space, so that programs can take it apart too. */
export function changeLine(change: TargetChange, at: Date, paint: Paint): string {
  return `${at.toISOString()} ${changeText(change, paint)}\n`;
}

function changeText(change: TargetChange, paint: Paint): string {
  switch (change.kind) {
    case 'added':
      return paint('green', oneLine(`+ ${change.pool} ${change.target}`));
    case 'removed':
      return paint('red', oneLine(`- ${change.pool} ${change.target}`));
    case 'relabelled':
      return paint('yellow', oneLine(`~ ${change.pool} ${change.labels}`));
  }
}
