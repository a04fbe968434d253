/**
 * Whether JSON from anywhere is a list of target groups that Prometheus would take whole.
 *
 * Stricter than Prometheus where it would drop targets, refuse in some versions or clear
 * everything without a word. Source: Prometheus discovery/targetgroup, model/labels,
 * scrape/target (`CheckTargetAddress`).
 */
import type { TargetGroup } from './snapshot.ts';
import { recordOf, targetOf } from './target.ts';

export type Validated =
  | { readonly kind: 'valid'; readonly groups: readonly TargetGroup[] }
  /** Every problem with its place, such as `$[2].targets[0]: …`. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Checks a parsed JSON value. O(n). Never throws. */
export function validateTargetGroups(value: unknown): Validated {
  if (!Array.isArray(value)) {
    return { kind: 'invalid', problems: [`$: expected an array of target groups, found ${nameOf(value)}`] };
  }
  const problems = value.flatMap((group: unknown, at) => groupProblems(group, `$[${at}]`));
  return problems.length === 0
    ? { kind: 'valid', groups: value as readonly TargetGroup[] }
    : { kind: 'invalid', problems };
}

function groupProblems(group: unknown, at: string): readonly string[] {
  if (!isObject(group)) return [`${at}: expected an object with targets and labels, found ${nameOf(group)}`];
  const { targets, labels, ...others } = group;
  return [
    ...Object.keys(others).map(
      (key) => `${at}: unknown key ${JSON.stringify(key)}; only targets and labels are read`,
    ),
    ...targetsProblems(targets, `${at}.targets`),
    ...(labels === undefined ? [] : labelsProblems(labels, `${at}.labels`)),
  ];
}

function targetsProblems(targets: unknown, at: string): readonly string[] {
  if (!Array.isArray(targets))
    return [`${at}: expected an array of host:port strings, found ${nameOf(targets)}`];
  return targets.flatMap((target: unknown, index) => {
    const problem = targetProblem(target);
    return problem === undefined ? [] : [`${at}[${index}]: ${problem}`];
  });
}

function targetProblem(target: unknown): string | undefined {
  if (typeof target !== 'string') return `expected a host:port string, found ${nameOf(target)}`;
  return 'address' in targetOf(recordOf({ address: target, node: '' }))
    ? undefined
    : `expected host:port with a port from 1 to 65535, found ${JSON.stringify(target)}`;
}

function labelsProblems(labels: unknown, at: string): readonly string[] {
  if (!isObject(labels)) return [`${at}: expected an object of strings, found ${nameOf(labels)}`];
  return Object.entries(labels).flatMap(([name, value]) => [
    ...(/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)
      ? []
      : [`${at}: ${JSON.stringify(name)} is not a label name that every Prometheus takes`]),
    ...(typeof value === 'string' ? [] : [`${at}.${name}: expected a string, found ${nameOf(value)}`]),
  ]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : JSON.stringify(value);
}
