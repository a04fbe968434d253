/** Every event and its line, as a table; and what keeps the log from flooding. */
import type { DiscoveryEvent } from '@spcs-sd/runtime';
import { describe, expect, test } from 'vitest';
import { eventLine } from './event-lines.ts';
import { createEventLog } from './event-log.ts';
import type { LogLine } from './logger.ts';

type Kind = DiscoveryEvent['kind'];
type Row<K extends Kind> = readonly [
  event: Omit<Extract<DiscoveryEvent, { kind: K }>, 'kind'>,
  expected: readonly [LogLine['level'], LogLine['fields']] | undefined,
];

const many = Array.from({ length: 12 }, (_, at) => `127.0.0.${at}:1`);
const tenAndMore = `${many.slice(0, 10).join(',')},…`;
const silent: PoolOutcomeRow = { kind: 'unknown', why: 'timeout' };
type PoolOutcomeRow = Extract<DiscoveryEvent, { kind: 'lookup-finished' }>['outcome'];

/** A new kind of event does not compile until it has its row. */
const rows: { readonly [K in Kind]: Row<K> } = {
  'lookup-finished': [{ pools: ['p'], endpoint: 'e', outcome: silent, durationMs: 5 }, undefined],
  'list-finished': [{ outcome: { kind: 'unknown', why: 'w' }, durationMs: 5 }, undefined],
  step: [{ observations: 1, durationMs: 1 }, undefined],
  'state-saved': [{ bytes: 1, durationMs: 1 }, undefined],
  'lookup-postponed': [{ endpoint: 'e', durationMs: 1500 }, ['debug', { name: 'e', after_seconds: 1.5 }]],
  'list-late': [{ forMs: 10_000 }, ['warn', { seconds: 10 }]],
  'list-in-time': [{}, ['info', {}]],
  'first-empty': [{}, ['warn', {}]],
  'caught-up': [{}, ['info', {}]],
  'clock-set': [{ byMs: -3_600_004 }, ['warn', { by_seconds: -3600 }]],
  'stood-still': [{ forMs: 12_000 }, ['warn', { for_seconds: 12 }]],
  'state-restored': [{}, ['info', {}]],
  'state-rejected': [{ why: 'w' }, ['warn', { why: 'w' }]],
  'state-save-failed': [{ why: 'w' }, ['warn', { why: 'w' }]],
  'list-failed': [{ why: 'w', reason: 'timeout' }, ['warn', { reason: 'timeout', why: 'w' }]],
  'list-recovered': [{}, ['info', {}]],
  'snapshot-first': [{ complete: false, unknownPools: ['a', 'b'] }, ['warn', { count: 2, pools: 'a,b' }]],
  'snapshot-completed': [{}, ['info', {}]],
  'snapshot-expired': [{}, ['error', {}]],
  'snapshot-renewed': [{}, ['info', {}]],
  'collapse-held': [{ held: 3, published: 4 }, ['warn', { held: 3, published: 4 }]],
  'collapse-cleared': [{}, ['info', {}]],
  conflict: [{ target: 't', pools: ['a', 'b'] }, ['warn', { target: 't', pools: 'a,b' }]],
  'conflict-cleared': [{ target: 't' }, ['info', { target: 't' }]],
  'pool-added': [{ pool: 'p' }, ['info', { pool: 'p' }]],
  'pool-removed': [{ pool: 'p', why: 'list' }, ['info', { pool: 'p', why: 'list' }]],
  'pool-skipped': [{ pool: 'p', why: 'w' }, ['warn', { pool: 'p', why: 'w' }]],
  'pool-failed': [
    { pool: 'p', why: 'servfail', detail: 'd' },
    ['warn', { pool: 'p', why: 'servfail', detail: 'd' }],
  ],
  'pool-recovered': [{ pool: 'p' }, ['info', { pool: 'p' }]],
  'targets-added': [{ pool: 'p', targets: many }, ['info', { pool: 'p', count: 12, targets: tenAndMore }]],
  'targets-removed': [
    { pool: 'p', targets: ['t'], why: 'dns' },
    ['info', { pool: 'p', count: 1, targets: 't', why: 'dns' }],
  ],
  'removal-held': [{ pool: 'p', targets: 2, why: 'dns' }, ['info', { pool: 'p', count: 2 }]],
  'removal-cleared': [{ pool: 'p' }, ['info', { pool: 'p' }]],
  'refusal-cleared': [{ pool: 'p' }, ['info', { pool: 'p' }]],
  'target-refused': [
    { pool: 'p', target: 't', why: 'address' },
    ['warn', { pool: 'p', target: 't', why: 'address' }],
  ],
};

const eventOf = (kind: string, fields: object): DiscoveryEvent => ({ kind, ...fields }) as DiscoveryEvent;

describe('the line of an event', () => {
  test.each(Object.entries(rows))('%s', (kind, [fields, expected]) => {
    const line = eventLine(eventOf(kind, fields));
    expect(line && [line.level, line.fields]).toEqual(expected);
  });

  test('a complete first list is no warning', () => {
    expect(eventLine({ kind: 'snapshot-first', complete: true, unknownPools: [] })?.level).toBe('info');
  });
});

describe('the log of events', () => {
  function logged(events: readonly DiscoveryEvent[], stepMs = 1): readonly string[] {
    const lines: LogLine[] = [];
    let atMs = 0;
    const tell = createEventLog({ log: (line) => void lines.push(line), nowMs: () => (atMs += stepMs) });
    events.forEach(tell);
    return lines.map(({ level, message }) => `${level} ${message}`);
  }
  const first = eventOf('snapshot-first', rows['snapshot-first'][0]);
  const added: DiscoveryEvent = { kind: 'targets-added', pool: 'p', targets: ['t'] };
  const unsaved: DiscoveryEvent = { kind: 'state-save-failed', why: 'w' };
  const saved: DiscoveryEvent = { kind: 'state-saved', bytes: 1, durationMs: 1 };

  test('additions are news only after the first list, or after a restart', () => {
    expect(logged([added, first, added]).map((line) => line.slice(0, 5))).toEqual([
      'debug',
      'warn ',
      'info ',
    ]);
    expect(logged([{ kind: 'state-restored' }, added])[1]).toBe('info targets added');
  });

  test('a state that cannot be saved is said once, and again after it could', () => {
    const cannot = 'warn the state cannot be saved: a restart would forget it. Discovery goes on';
    expect(logged([saved, unsaved, unsaved, saved, saved, unsaved])).toEqual([
      cannot,
      'info the state can be saved again',
      cannot,
    ]);
  });

  test('a thousand alike are fifty lines and one that says so; later they are counted', () => {
    const failed: DiscoveryEvent = { kind: 'pool-failed', pool: 'p', why: 'timeout' };
    const lines = logged(Array.from({ length: 1000 }, () => failed));
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('warn more of the same are not logged for a while');
    const later = logged(
      Array.from({ length: 101 }, () => failed),
      100,
    );
    expect(later.slice(-2)).toEqual([
      'info lines left out',
      'warn no answer for a pool: its last targets stay',
    ]);
  });
});
