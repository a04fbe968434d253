/**
 * The outcomes as continuous integration counts them: in the form of vitest's JSON reporter, as far as
 * `tools/tally.mjs` reads it. Pure.
 */
import type { Outcome } from '../run/outcome.ts';
import { isFailure, outcomeLines } from './terminal.ts';

interface Results {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed';
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export function resultsOf(outcomes: readonly Outcome[]): Results {
  const assertionResults = outcomes.map((outcome) => ({
    fullName: isFailure(outcome) ? outcomeLines(outcome).join(' ') : outcome.fault,
    status: statusOf(outcome),
  }));
  const status = assertionResults.some((one) => one.status === 'failed') ? 'failed' : 'passed';
  return { testResults: [{ name: 'faults', status, assertionResults }] };
}

function statusOf(outcome: Outcome): 'passed' | 'failed' | 'skipped' {
  if (outcome.kind === 'skipped') return 'skipped';
  return isFailure(outcome) ? 'failed' : 'passed';
}
