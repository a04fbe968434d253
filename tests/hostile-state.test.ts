/**
 * A state file with something else in one place: it is refused in one short line, or what goes on from it is a
 * state like any other. It can be saved, loaded and published, and nothing in it is older than may be, or
 * younger than now.
 */
import {
  defaultPolicy,
  initialState,
  listStatus,
  poolStatuses,
  restoreState,
  saveState,
  step,
  validateTargetGroups,
  type Observation,
  type State,
} from '@spcs-sd/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from './support/any-text.ts';
import { inheritedKeys } from './support/hostile-data.arb.ts';

const context = { fingerprint: 'f', nowMs: 10_000_000, wallMs: 1000, policy: defaultPolicy };

/** Pools with an answer, with something held, without any, and with a name that every object has. */
function savedState(): string {
  const names = ['a', 'constructor', 'silent'];
  const pools = names.map((name) => ({ name, endpoint: `${name}.example`, metadata: { owner: 'r' } }));
  const route = { recordType: 'SRV', transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  const seen = (pool: string, last: number, observedAtMs: number): Observation => {
    const records = [{ host: `192.0.2.${last}`, port: 9001, node: `n${last}` }];
    return { of: 'pool', pool, observedAtMs, outcome: { kind: 'records', records, ...route } };
  };
  const list = { of: 'list', observedAtMs: 0, outcome: { kind: 'known', origin: 'service', pools } } as const;
  const observed = [list, seen('a', 1, 0), seen('constructor', 2, 0), seen('a', 3, 10)];
  return JSON.stringify(saveState(step(initialState(), observed, 10, defaultPolicy).state, 10, 1000, 'f'));
}

const saved = savedState();

/** Stands for the value at one place; its JSON is replaced. */
const mark = 'the-place';

/** The file with the mark in one place, once for each value in it, whatever kind it has. */
function markedFiles(value: unknown): readonly unknown[] {
  const inner = (part: unknown, around: (marked: unknown) => unknown): readonly unknown[] =>
    markedFiles(part).map(around);
  if (Array.isArray(value))
    return [mark, ...value.flatMap((part, at) => inner(part, (one) => value.with(at, one)))];
  if (typeof value !== 'object' || value === null) return [mark];
  const entries = Object.entries(value);
  return [mark, ...entries.flatMap(([key, part]) => inner(part, (one) => ({ ...value, [key]: one })))];
}

const places = markedFiles(JSON.parse(saved)).map((file) => JSON.stringify(file));

const deep = 8_000;
/** JSON that no program of ours writes there. */
const oddities = [
  ...'1e999 -1e999 1e308 -1e308 1e21 -1 0.5 9007199254740993 -0'.split(' '),
  ...'null true "" {} [] [[]] {"kind":"records"} [null] [{}]'.split(' '),
  ...inheritedKeys.flatMap((key) => [`{"${key}":{"polluted":true}}`, `"${key}"`]),
  `"${'x'.repeat(100_000)}"`,
  `${'['.repeat(deep)}${']'.repeat(deep)}`,
  `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
];

/** What is wrong with what becomes of the file with this JSON in this place. */
function troubleWith(place: string, json: string): string | undefined {
  const restored = restoreState(JSON.parse(place.replace(`"${mark}"`, () => json)), context);
  if (restored.kind === 'rejected') {
    return /^[^\n\r]{1,200}$/.test(restored.why) ? undefined : `said: ${restored.why}`;
  }
  const { nowMs, wallMs, fingerprint } = context;
  const isOdd = (age: number): boolean => !(age >= 0 && age <= defaultPolicy.maxAgeMs);
  if (agesIn(restored.state).some(isOdd)) return 'older than may be, or younger than now';
  const { state, snapshot } = step(restored.state, [], nowMs, defaultPolicy);
  const groups = snapshot.kind === 'ready' ? snapshot.groups : [];
  const validated = validateTargetGroups(groups.map(({ json: text }): unknown => JSON.parse(text)));
  if (validated.kind === 'invalid') return validated.problems.join('; ');
  const again: unknown = JSON.parse(JSON.stringify(saveState(state, nowMs, wallMs, fingerprint)));
  const second = restoreState(again, context);
  return second.kind === 'rejected' ? `saved, and rejected then: ${second.why}` : undefined;
}

function agesIn(state: State): readonly number[] {
  const answers = poolStatuses(state, context.nowMs).map(({ answer }) => answer?.ageMs);
  return [...answers, listStatus(state, context.nowMs).ageMs].filter((age) => typeof age === 'number');
}

test.each(oddities.map((json) => [json.slice(0, 30), json] as const))('with %s', (_, json) => {
  const troubles = places.map((place) => [place, troubleWith(place, json)] as const);
  expect(troubles.filter(([, trouble]) => trouble !== undefined)).toEqual([]);
});

test('with anything', () => {
  const text = fc.oneof(anyText({ maxLength: 20 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(fc.constantFrom(...places), text, (place, odd) => {
      expect(troubleWith(place, JSON.stringify(odd))).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});
