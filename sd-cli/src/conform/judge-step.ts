/**
 * Whether one step published and told what a vector expects.
 *
 * Pure. A result comes from any program, so nothing is believed about its form.
 */
import type { StepCase } from '@spcs-sd/spec';
import { byText, differences, isList, isRecord, own, place, type Difference } from './difference.ts';

/** `published`: what a scraper sees; not what is told besides, such as events and what is missing. */
export type Scope = 'everything' | 'published';

type Expectation = StepCase['steps'][number]['expect'];

/** Keys that are not expected are not looked at. */
export function judgeStep(expected: Expectation, found: unknown, at: string): readonly Difference[] {
  const { targets: _targets, groups: _groups, events = [], noEvents = [], ...exact } = expected;
  const result = isRecord(found) ? found : {};
  if (own(result, 'snapshot') !== expected.snapshot) {
    return [{ at: place(at, 'snapshot'), expected: expected.snapshot, found: own(result, 'snapshot') }];
  }
  const told = listOf(own(result, 'events'));
  return [
    ...Object.entries(exact).flatMap(([key, value]) => differences(value, own(result, key), place(at, key))),
    ...groupDifferences(expected, result, at),
    ...events
      .filter((kind) => !told.includes(kind))
      .map((kind) => ({ at: place(at, 'events'), expected: [kind], found: told })),
    ...noEvents
      .filter((kind) => told.includes(kind))
      .map((kind) => ({ at: place(at, 'events'), expected: `no ${kind}`, found: told })),
  ];
}

/** To a scraper nothing but a list is a list: it keeps its own, whatever the reason. */
export function judgePublished(expected: Expectation, found: unknown, at: string): readonly Difference[] {
  const result = isRecord(found) ? found : {};
  const snapshot = own(result, 'snapshot');
  if (expected.snapshot === 'ready' && snapshot === 'ready') return groupDifferences(expected, result, at);
  if (expected.snapshot !== 'ready' && snapshot !== 'ready') return [];
  return [{ at: place(at, 'snapshot'), expected: expected.snapshot, found: snapshot }];
}

function groupDifferences(
  { targets, groups }: Expectation,
  result: Readonly<Record<string, unknown>>,
  at: string,
): readonly Difference[] {
  const found = own(result, 'groups');
  return [
    ...(groups === undefined ? [] : differences(groups, found, place(at, 'groups'))),
    ...(targets === undefined ? [] : differences(targets, targetsByPool(found), place(at, 'targets'))),
  ];
}

/** Sorted: their order in a group is another rule's. A group that is none, or has none, shows as it is. */
function targetsByPool(groups: unknown): unknown {
  if (!isList(groups)) return groups;
  const byPool: Record<string, unknown> = {};
  for (const group of groups) {
    const targets = isRecord(group) ? own(group, 'targets') : group;
    const name = poolNameOf(group);
    const before = own(byPool, name);
    byPool[name] = isList(targets) ? byText([...listOf(before), ...targets]) : targets;
  }
  return byPool;
}

function poolNameOf(group: unknown): string {
  const labels = isRecord(group) ? own(group, 'labels') : undefined;
  const name = isRecord(labels) ? own(labels, '__meta_spcs_compute_pool_name') : undefined;
  return typeof name === 'string' ? name : '';
}

function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}
