/**
 * One thing that a live examination finds out.
 */
import type { Examined, Verdict } from '../verdict.ts';

export interface Check {
  readonly name: string;
  readonly rules: readonly string[];
  /** A problem for people, undefined when all is well, or why it cannot be found out. May reject. */
  readonly run: () => Promise<string | undefined | { readonly unsupported: string }>;
}

/** One after the other; an abort leaves the rest out. */
export async function runChecks(
  kind: string,
  checks: readonly Check[],
  { signal, onExamined }: { readonly signal: AbortSignal; readonly onExamined?: (one: Examined) => void },
): Promise<readonly Examined[]> {
  const examined: Examined[] = [];
  for (const [index, { name, rules, run }] of checks.entries()) {
    if (signal.aborted) break;
    const startedMs = performance.now();
    const found = await run().catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    const subject = { id: `${kind}/${index + 1}`, name, kind, rules };
    const one = { subject, verdict: verdictOf(found), ms: performance.now() - startedMs };
    examined.push(one);
    onExamined?.(one);
  }
  return examined;
}

function verdictOf(found: string | undefined | { readonly unsupported: string }): Verdict {
  if (found === undefined) return { kind: 'passed' };
  return typeof found === 'string'
    ? { kind: 'broken', why: found }
    : { kind: 'unsupported', why: found.unsupported };
}
