/**
 * What discovery's events count: the table from kinds to metrics.
 *
 * Labels hold words from our own unions only, never what came from outside.
 */
import { listFailureReasons, type UnknownWhy } from '@spcs-sd/core';
import type { DiscoveryEvent } from '@spcs-sd/runtime';
import type { Meters } from './registry.ts';

/** `nowSeconds`: since 1970. */
export function createEventMetrics(
  meters: Meters,
  nowSeconds: () => number,
): (event: DiscoveryEvent) => void {
  const onLookup = lookupMetrics(meters, nowSeconds);
  const onList = listMetrics(meters, nowSeconds);
  const onChange = changeMetrics(meters);
  const onState = stateMetrics(meters);
  const postponed = meters.counter(
    'lookups_postponed_total',
    'Slow lookups that gave up their place to others.',
  );
  const standstills = meters.counter('standstills_total', 'Times that the process stood still for seconds.');
  const clockSets = meters.counter('clock_sets_total', "Times that the machine's clock was set by seconds.");
  return (event) => {
    switch (event.kind) {
      case 'lookup-finished':
        return onLookup(event);
      case 'lookup-postponed':
        return postponed.inc();
      case 'list-finished':
      case 'list-late':
      case 'list-in-time':
        return onList(event);
      case 'stood-still':
        return standstills.inc();
      case 'clock-set':
        return clockSets.inc();
      case 'state-restored':
      case 'state-rejected':
      case 'state-saved':
      case 'state-save-failed':
        return onState(event);
      case 'targets-added':
      case 'targets-removed':
      case 'target-refused':
      case 'removal-held':
        return onChange(event);
      case 'step':
      case 'caught-up':
      case 'first-empty':
      case 'refusal-cleared':
      case 'list-failed':
      case 'list-recovered':
      case 'pool-added':
      case 'pool-removed':
      case 'pool-skipped':
      case 'pool-failed':
      case 'pool-recovered':
      case 'removal-cleared':
      case 'collapse-held':
      case 'collapse-cleared':
      case 'conflict':
      case 'conflict-cleared':
      case 'snapshot-first':
      case 'snapshot-completed':
      case 'snapshot-expired':
      case 'snapshot-renewed':
        // How things stand is read from the status when someone scrapes.
        return undefined;
    }
  };
}

/** All that there are, so that an alert on any of them has a zero to start from. */
const reasons: readonly UnknownWhy[] = [
  'timeout',
  'servfail',
  'refused',
  'notimp',
  'malformed',
  'unreachable',
  'limit',
  'not-asked',
  'other',
];

type Of<Kind> = Extract<DiscoveryEvent, { readonly kind: Kind }>;

function lookupMetrics(meters: Meters, nowSeconds: () => number): (event: Of<'lookup-finished'>) => void {
  const total = meters.counter('lookups_total', 'DNS lookups by outcome: records, absent, unknown.', [
    'outcome',
  ]);
  const failures = meters.counter(
    'lookup_failures_total',
    `DNS lookups that found nothing out, by reason: ${reasons.join(', ')}.`,
    ['reason'],
  );
  const seconds = meters.histogram('lookup_duration_seconds', 'Duration of DNS lookups.', 'lookup');
  const success = meters.gauge(
    'lookup_last_success_timestamp_seconds',
    'When the last DNS lookup succeeded, since 1970.',
  );
  for (const outcome of ['records', 'absent', 'unknown']) total.inc({ outcome }, 0);
  for (const reason of reasons) failures.inc({ reason }, 0);
  return ({ outcome, durationMs }) => {
    total.inc({ outcome: outcome.kind });
    seconds.observe(durationMs / 1000);
    if (outcome.kind === 'unknown') failures.inc({ reason: outcome.why });
    else success.set(nowSeconds());
  };
}

function listMetrics(
  meters: Meters,
  nowSeconds: () => number,
): (event: Of<'list-finished' | 'list-late' | 'list-in-time'>) => void {
  const total = meters.counter('list_refreshes_total', 'Times that the pool list was read or tried.');
  const failures = meters.counter(
    'list_refresh_failures_total',
    `Times that the pool list could not be read, by reason: ${listFailureReasons.join(', ')}.`,
    ['reason'],
  );
  const seconds = meters.histogram(
    'list_refresh_duration_seconds',
    'Duration of reading the pool list.',
    'list',
  );
  const success = meters.gauge(
    'list_last_success_timestamp_seconds',
    'When the pool list was last read whole, since 1970.',
  );
  const late = meters.gauge(
    'list_late',
    '1 while reading the pool list takes unusually long, until one is read in time again.',
  );
  for (const reason of listFailureReasons) failures.inc({ reason }, 0);
  const onFinished = ({ outcome, durationMs }: Of<'list-finished'>): void => {
    total.inc();
    seconds.observe(durationMs / 1000);
    if (outcome.kind === 'unknown') failures.inc({ reason: outcome.reason ?? 'other' });
    else success.set(nowSeconds());
  };
  late.set(0);
  return (event) => {
    switch (event.kind) {
      case 'list-finished':
        return onFinished(event);
      case 'list-late':
        return late.set(1);
      case 'list-in-time':
        return late.set(0);
    }
  };
}

function changeMetrics(
  meters: Meters,
): (event: Of<'targets-added' | 'targets-removed' | 'target-refused' | 'removal-held'>) => void {
  const added = meters.counter('targets_added_total', 'Targets that came.');
  const removed = meters.counter(
    'targets_removed_total',
    'Targets that went, by why: dns, list, operator, expired.',
    ['why'],
  );
  const refused = meters.counter(
    'targets_refused_total',
    'Addresses from DNS that were refused, by why: address, port, name.',
    ['why'],
  );
  const held = meters.counter(
    'removals_held_total',
    'Times that a pool lacked targets, or a list a pool, and they were kept for confirmation, by why: dns, list.',
    ['why'],
  );
  for (const why of ['dns', 'list']) held.inc({ why }, 0);
  for (const why of ['dns', 'list', 'operator', 'expired']) removed.inc({ why }, 0);
  for (const why of ['address', 'port', 'name']) refused.inc({ why }, 0);
  return (event) => {
    switch (event.kind) {
      case 'targets-added':
        return added.inc(event.targets.length);
      case 'targets-removed':
        return removed.inc({ why: event.why }, event.targets.length);
      case 'target-refused':
        return refused.inc({ why: event.why });
      case 'removal-held':
        return held.inc({ why: event.why });
    }
  };
}

function stateMetrics(meters: Meters): (event: Of<`state-${string}`>) => void {
  const loads = meters.counter(
    'state_loads_total',
    'Saved states that were found at the start, by outcome: restored, rejected.',
    ['outcome'],
  );
  for (const outcome of ['restored', 'rejected']) loads.inc({ outcome }, 0);
  const saves = meters.counter('state_saves_total', 'Times that the state file was saved.');
  const failures = meters.counter(
    'state_save_failures_total',
    'Times that the state file could not be saved.',
  );
  return (event) => {
    switch (event.kind) {
      case 'state-restored':
        return loads.inc({ outcome: 'restored' });
      case 'state-rejected':
        return loads.inc({ outcome: 'rejected' });
      case 'state-saved':
        return saves.inc();
      case 'state-save-failed':
        return failures.inc();
    }
  };
}
