/**
 * Verdicts counted, in all and by rule. A broken answer counts as failed.
 */
import type { Examined } from './verdict.ts';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
}

const none: Tally = { passed: 0, failed: 0, unsupported: 0 };

export function tallyOf(examined: readonly Examined[]): Tally {
  return examined.reduce<Tally>((tally, { verdict }) => counted(tally, verdict.kind), none);
}

/** Every rule that a vector names, by topic and number. */
export function tallyByRule(examined: readonly Examined[]): ReadonlyMap<string, Tally> {
  const byRule = new Map<string, Tally>();
  for (const { subject, verdict } of examined) {
    for (const rule of subject.rules) {
      byRule.set(rule, counted(byRule.get(rule) ?? none, verdict.kind));
    }
  }
  return new Map([...byRule].toSorted(([a], [b]) => compareRules(a, b)));
}

function counted(tally: Tally, kind: Examined['verdict']['kind']): Tally {
  switch (kind) {
    case 'passed':
      return { ...tally, passed: tally.passed + 1 };
    case 'failed':
    case 'broken':
      return { ...tally, failed: tally.failed + 1 };
    case 'unsupported':
      return { ...tally, unsupported: tally.unsupported + 1 };
  }
}

/** By topic, then by number: `SD-RET-9` comes before `SD-RET-10`. */
function compareRules(a: string, b: string): number {
  const [topicA, numberA] = split(a);
  const [topicB, numberB] = split(b);
  if (topicA !== topicB) return topicA < topicB ? -1 : 1;
  return numberA - numberB;
}

function split(rule: string): readonly [topic: string, number: number] {
  const end = rule.lastIndexOf('-');
  return [rule.slice(0, end), Number(rule.slice(end + 1))];
}
