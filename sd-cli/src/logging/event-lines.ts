/**
 * What each event means to a person who reads the log: the table from kinds to lines. Pure.
 *
 * Single lookups, list reads and steps are no changes of state: they are metrics, and have no line.
 */
import type { CoreEvent } from '@spcs-sd/core';
import type { DiscoveryEvent, RuntimeEvent } from '@spcs-sd/runtime';
import type { LogFields, LogLevel, LogLine } from './logger.ts';

/** More would not be read; the count says how many there are. */
const maxShown = 10;

export function eventLine(event: DiscoveryEvent): LogLine | undefined {
  switch (event.kind) {
    case 'lookup-finished':
    case 'list-finished':
    case 'step':
    case 'state-saved':
      return undefined;
    case 'lookup-postponed':
    case 'list-late':
    case 'list-in-time':
    case 'first-empty':
    case 'stood-still':
    case 'caught-up':
    case 'clock-set':
    case 'state-restored':
    case 'state-rejected':
    case 'state-save-failed':
      return runtimeLine(event);
    case 'list-failed':
    case 'list-recovered':
    case 'snapshot-first':
    case 'snapshot-completed':
    case 'snapshot-expired':
    case 'snapshot-renewed':
    case 'collapse-held':
    case 'collapse-cleared':
      return wholeLine(event);
    case 'conflict':
    case 'conflict-cleared':
      return conflictLine(event);
    case 'pool-added':
    case 'pool-removed':
    case 'pool-skipped':
    case 'pool-failed':
    case 'pool-recovered':
    case 'targets-added':
    case 'targets-removed':
    case 'removal-held':
    case 'removal-cleared':
    case 'target-refused':
    case 'refusal-cleared':
      return poolLine(event);
  }
}

type Of<Event, Kind> = Extract<Event, { readonly kind: Kind }>;

function runtimeLine(
  event: Exclude<
    RuntimeEvent,
    { readonly kind: 'lookup-finished' | 'list-finished' | 'step' | 'state-saved' }
  >,
): LogLine {
  switch (event.kind) {
    case 'lookup-postponed':
      return line('debug', 'a slow name gave up its place to others and is asked again', {
        name: event.endpoint,
        after_seconds: event.durationMs / 1000,
      });
    case 'list-late':
      return line('warn', 'reading the pool list takes long: the last good one stays meanwhile', {
        seconds: event.forMs / 1000,
      });
    case 'list-in-time':
      return line('info', 'the pool list is read in time again');
    case 'first-empty':
      return line('warn', 'the first result has no targets: nothing is given until that is confirmed');
    case 'stood-still':
      return line('warn', 'the process stood still: nothing is removed until all due names were asked', {
        for_seconds: event.forMs / 1000,
      });
    case 'caught-up':
      return line('info', 'the names that were due have been asked: removals are confirmed again');
    case 'clock-set':
      return line('warn', 'the clock was set: targets do not depend on it, certificates and tokens may', {
        by_seconds: Math.round(event.byMs / 1000),
      });
    case 'state-restored':
      return line('info', 'goes on from the saved state');
    case 'state-rejected':
      return line('warn', 'the saved state is of no use: starting without it', { why: event.why });
    case 'state-save-failed':
      return line('warn', 'the state cannot be saved: a restart would forget it. Discovery goes on', {
        why: event.why,
      });
  }
}

function wholeLine(
  event: Of<
    CoreEvent,
    `list-${'failed' | 'recovered'}` | `snapshot-${string}` | `collapse-${'held' | 'cleared'}`
  >,
): LogLine {
  switch (event.kind) {
    case 'list-failed':
      return line('warn', 'the pool list cannot be read: the last good one stays', {
        reason: event.reason,
        why: event.why,
      });
    case 'list-recovered':
      return line('info', 'the pool list can be read again');
    case 'snapshot-first':
      return event.complete
        ? line('info', 'the first list of targets is ready')
        : line('warn', 'the first list of targets is ready, but pools without an answer are missing', {
            count: event.unknownPools.length,
            pools: shown(event.unknownPools),
          });
    case 'snapshot-completed':
      return line('info', 'every pool has answered: the list of targets is complete');
    case 'snapshot-expired':
      return line('error', 'nothing was confirmed for the maximum age: no targets are given any more');
    case 'snapshot-renewed':
      return line('info', 'targets are given again');
    case 'collapse-held':
      return line('warn', 'a large part of the targets would go at once: it waits for confirm_collapse', {
        held: event.held,
        published: event.published,
      });
    case 'collapse-cleared':
      return line('info', 'no large removal waits any more');
  }
}

function conflictLine(event: Of<CoreEvent, 'conflict' | 'conflict-cleared'>): LogLine {
  switch (event.kind) {
    case 'conflict':
      return line('warn', 'several pools claim one target: the first pool keeps it', {
        target: event.target,
        pools: shown(event.pools),
      });
    case 'conflict-cleared':
      return line('info', 'one pool alone claims the target now', { target: event.target });
  }
}

function poolLine(
  event: Of<
    CoreEvent,
    | `pool-${string}`
    | `targets-${string}`
    | `removal-${'held' | 'cleared'}`
    | 'target-refused'
    | 'refusal-cleared'
  >,
): LogLine {
  const { pool } = event;
  switch (event.kind) {
    case 'pool-added':
      return line('info', 'pool added', { pool });
    case 'pool-removed':
      return line('info', 'pool removed', { pool, why: event.why });
    case 'pool-skipped':
      return line('warn', 'pool skipped: it cannot be looked up', { pool, why: event.why });
    case 'pool-failed':
      return line('warn', 'no answer for a pool: its last targets stay', {
        pool,
        why: event.why,
        ...(event.detail !== undefined && { detail: event.detail }),
      });
    case 'pool-recovered':
      return line('info', 'a pool answers again', { pool });
    case 'targets-added':
      return line('info', 'targets added', targetFields(pool, event.targets));
    case 'targets-removed':
      return line('info', 'targets removed', { ...targetFields(pool, event.targets), why: event.why });
    case 'removal-held':
      return line('info', heldWords[event.why], { pool, count: event.targets });
    case 'removal-cleared':
      return line('info', 'no removal waits any more', { pool });
    case 'target-refused':
      return line('warn', 'target refused', { pool, target: event.target, why: event.why });
    case 'refusal-cleared':
      return line('info', 'no target of the pool is refused any more', { pool });
  }
}

const heldWords = {
  dns: 'targets are gone from the answer: they stay until that is confirmed',
  list: 'the list does not name a pool any more: its targets stay until that is confirmed',
} as const;

function line(level: LogLevel, message: string, fields: LogFields = {}): LogLine {
  return { level, message, fields };
}

function targetFields(pool: string, targets: readonly string[]): LogFields {
  return { pool, count: targets.length, targets: shown(targets) };
}

function shown(values: readonly string[]): string {
  const first = values.slice(0, maxShown).join(',');
  return values.length > maxShown ? `${first},…` : first;
}
