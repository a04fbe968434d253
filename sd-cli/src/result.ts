/**
 * What went wrong through no bug of ours, as data: lines for the user and the exit code.
 */

/** 1: it failed. 2: the command line or the configuration is wrong. */
export type FailureCode = 1 | 2;

export interface Failure {
  readonly kind: 'failed';
  readonly exitCode: FailureCode;
  /** Each for a person, without a newline; at least one. */
  readonly lines: readonly string[];
}

export type Result<Value> = { readonly kind: 'ok'; readonly value: Value } | Failure;

export function ok<Value>(value: Value): Result<Value> {
  return { kind: 'ok', value };
}

/** The lines of those that failed, of which there is at least one; the graver exit code. */
export function bothFailures(...results: readonly Result<unknown>[]): Failure {
  const failures = results.flatMap((result) => (result.kind === 'failed' ? [result] : []));
  const exitCode = failures.some((failed) => failed.exitCode === 2) ? 2 : 1;
  return failure(exitCode, ...failures.flatMap(({ lines }) => lines));
}

export function failure(exitCode: FailureCode, ...lines: readonly string[]): Failure {
  return { kind: 'failed', exitCode, lines };
}
