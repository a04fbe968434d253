/**
 * What a scraper would make of one answer or file.
 */
import { encodeTargetGroups, validateTargetGroups, type TargetGroup } from '@spcs-sd/core';

export type Reading =
  | { readonly kind: 'list'; readonly text: string; readonly groups: readonly TargetGroup[] }
  /** An honest "not now": 503, or no file. */
  | { readonly kind: 'none'; readonly why: string }
  /** What no implementation may give. */
  | { readonly kind: 'broken'; readonly why: string };

/** The text of a list, judged as strictly as the contract is: SD-BYTES-1 to SD-BYTES-5. */
export function readList(text: string): Reading {
  const value = parsed(text);
  if (value === undefined) return broken(`it is no JSON: ${start(text)}`);
  const checked = validateTargetGroups(value);
  if (checked.kind === 'invalid') return broken(checked.problems.slice(0, 3).join('; '));
  const problem = groupsProblem(checked.groups);
  return problem === undefined ? { kind: 'list', text, groups: checked.groups } : broken(problem);
}

/** Undefined: it is the canonical text. */
export function textProblem(text: string, groups: readonly TargetGroup[]): string | undefined {
  const canonical = encodeTargetGroups(groups);
  if (text === canonical) return undefined;
  let at = 0;
  while (text[at] === canonical[at]) at += 1;
  return `it is not the canonical text, from character ${at + 1} on: ${start(text.slice(at))}`;
}

function broken(why: string): Reading {
  return { kind: 'broken', why };
}

function groupsProblem(groups: readonly TargetGroup[]): string | undefined {
  const empty = groups.findIndex(({ targets }) => targets.length === 0);
  if (empty >= 0) return `group ${empty} has no targets`;
  const seen = new Set<string>();
  for (const target of groups.flatMap(({ targets }) => targets)) {
    if (seen.has(target)) return `the target ${target} is there twice`;
    seen.add(target);
  }
  const unnamed = groups.find(({ labels }) => !Object.hasOwn(labels, poolLabel));
  return unnamed === undefined ? undefined : `the group of ${unnamed.targets[0]} has no label ${poolLabel}`;
}

export const poolLabel = '__meta_spcs_compute_pool_name';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function start(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
