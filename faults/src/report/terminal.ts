/**
 * What a run says on the terminal: a line for each fault, and what went wrong. Pure.
 */
import type { Outcome } from '../run/outcome.ts';
import { durationText } from './duration.ts';

export function outcomeLines(outcome: Outcome): readonly string[] {
  const { fault } = outcome;
  switch (outcome.kind) {
    case 'skipped':
      return [`SKIPPED ${fault}: ${outcome.why}`];
    case 'broken':
      return [`FAILED  ${fault}`, ...indented(outcome.why)];
    case 'ran': {
      const { problems, noticeMs, recoverMs } = outcome;
      const times = `noticed after ${durationText(noticeMs)}, well after ${durationText(recoverMs)}`;
      const verdict = problems.length === 0 ? 'ok     ' : 'FAILED ';
      return [`${verdict} ${fault}: ${times}`, ...problems.flatMap(indented)];
    }
  }
}

const indented = (text: string): readonly string[] => text.split('\n').map((line) => `          ${line}`);

export function isFailure(outcome: Outcome): boolean {
  return outcome.kind !== 'ran' || outcome.problems.length > 0;
}

export function summaryLine(outcomes: readonly Outcome[], seconds: number): string {
  const failed = outcomes.filter((outcome) => isFailure(outcome) && outcome.kind !== 'skipped').length;
  const skipped = outcomes.filter(({ kind }) => kind === 'skipped').length;
  const passed = outcomes.length - failed - skipped;
  return `faults: ${passed} passed, ${failed} failed, ${skipped} skipped, ${Math.round(seconds)} s`;
}
