/**
 * What a person reads after an examination: each failure with its differences, then a line for each rule.
 */
import { differenceLines } from './difference.ts';
import { tallyByRule, tallyOf, type Tally } from './tally.ts';
import type { Examined } from './verdict.ts';

/** How many differences of one vector are shown. */
const maxDifferences = 5;

/** Lines without newlines. `noun`: what was examined. */
export function textReport(
  examined: readonly Examined[],
  noun: 'vectors' | 'checks' = 'vectors',
): readonly string[] {
  return [
    ...examined.flatMap(failureLines),
    ...unsupportedLines(examined),
    ...ruleLines(tallyByRule(examined)),
    '',
    totalLine(tallyOf(examined), noun),
  ];
}

function failureLines({ subject, verdict }: Examined): readonly string[] {
  const lines = verdictLines(verdict);
  if (lines.length === 0) return [];
  const { id, rules, name } = subject;
  return [`FAILED ${id} (${rules.join(', ')}): ${name}`, ...lines.map((line) => `  ${line}`), ''];
}

function verdictLines(verdict: Examined['verdict']): readonly string[] {
  switch (verdict.kind) {
    case 'passed':
    case 'unsupported':
      return [];
    case 'broken':
      return verdict.why.split('\n');
    case 'failed': {
      const more = verdict.differences.length - maxDifferences;
      return [
        ...verdict.differences.slice(0, maxDifferences).flatMap(differenceLines),
        ...(more > 0 ? [`and ${more} more`] : []),
      ];
    }
  }
}

function unsupportedLines(examined: readonly Examined[]): readonly string[] {
  const byReason = new Map<string, number>();
  for (const { subject, verdict } of examined) {
    if (verdict.kind !== 'unsupported') continue;
    const reason = `${subject.kind}: ${verdict.why}`;
    byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  }
  return [...byReason].map(([reason, count]) => `not supported, ${count} of ${reason}`);
}

function ruleLines(byRule: ReadonlyMap<string, Tally>): readonly string[] {
  const row = (rule: string, ...counts: readonly (string | number)[]): string =>
    rule.padEnd(14) + counts.map((count) => String(count).padStart(15)).join('');
  return [
    row('rule', 'passed', 'failed', 'not supported'),
    ...[...byRule].map(([rule, { passed, failed, unsupported }]) => row(rule, passed, failed, unsupported)),
  ];
}

function totalLine({ passed, failed, unsupported }: Tally, noun: string): string {
  const all = passed + failed + unsupported;
  return `${all} ${noun}: ${passed} passed, ${failed} failed, ${unsupported} not supported`;
}

/** One failure as a text, for reports that hold nothing but text. */
export function failureText(verdict: Examined['verdict']): string {
  return verdictLines(verdict).join('\n');
}
