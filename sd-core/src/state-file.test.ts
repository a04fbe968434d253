import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  initialState,
  restoreState,
  saveState,
  stateText,
  step,
  applyPolicy,
  type Observation,
  type Policy,
  type State,
  type StateFile,
} from './index.ts';
import { getFrom, valuesOf } from './paged-map.ts';
import { defaultPolicy } from './policy.ts';
import { play, seen } from './testing/play.ts';
import { batches, policy, type Batch } from './testing/world.arb.ts';

const fingerprint = 'f';
const patient = policy.map((rules): Policy => ({ ...rules, maxAgeMs: 3_600_000 }));

function roundTrip(state: State, nowMs: number, rules: Policy, laterMs = 0): State {
  const file: unknown = JSON.parse(JSON.stringify(saveState(state, nowMs, 1_000_000, fingerprint)));
  const restored = restoreState(file, { fingerprint, nowMs, wallMs: 1_000_000 + laterMs, policy: rules });
  if (restored.kind === 'rejected') throw new Error(restored.why);
  return restored.state;
}

function stateAfter(
  world: readonly Batch[],
  rules: Policy,
): { readonly state: State; readonly nowMs: number } {
  const last = play(world, rules).at(-1);
  return { state: last?.state ?? initialState(), nowMs: last?.batch.nowMs ?? 0 };
}

/** One pool with one target, all at 0. */
function oneTarget(host: string): readonly Observation[] {
  const pools = [{ name: 'a', endpoint: 'a.internal' }];
  const answer = { recordType: 'SRV', transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  const records = [{ host, port: 9001, node: 'n1' }];
  return [
    { of: 'list', observedAtMs: 0, outcome: { kind: 'known', origin: 'service', pools } },
    { of: 'pool', pool: 'a', observedAtMs: 0, outcome: { kind: 'records', records, ...answer } },
  ];
}

const schema = new URL('../../spec/schemas/state-file.schema.json', import.meta.url);

describe('a state that was saved and restored', () => {
  test('has the form that the contract gives', () => {
    const isStateFile = new Ajv2020({ allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(schema, 'utf8')) as object,
    );
    fc.assert(
      fc.property(batches, patient, (world, rules) => {
        const { state, nowMs } = stateAfter(world, rules);
        isStateFile(JSON.parse(JSON.stringify(saveState(state, nowMs, 1_000_000, fingerprint))));
        expect(isStateFile.errors).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  test('is the same in parts', () => {
    fc.assert(
      fc.property(batches, patient, (world, rules) => {
        const { state, nowMs } = stateAfter(world, rules);
        const whole = JSON.stringify(saveState(state, nowMs, 7, fingerprint));
        expect([...stateText(state, nowMs, 7, fingerprint)].join('')).toBe(whole);
      }),
      { numRuns: 50 },
    );
    const pools = Array.from({ length: 2000 }, (_, n) => ({ name: `p${n}`, endpoint: `p${n}.internal` }));
    const list = {
      of: 'list',
      observedAtMs: 0,
      outcome: { kind: 'known', origin: 'service', pools },
    } as const;
    const { state } = step(initialState(), [list], 0, defaultPolicy);
    const parts = [...stateText(state, 0, 0, fingerprint)];
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.length).toBeLessThan(10);
    expect(parts.join('')).toBe(JSON.stringify(saveState(state, 0, 0, fingerprint)));
  });

  test('says that a collapse lasts', () => {
    const { publication, ...others } = initialState();
    const collapsing = { ...others, publication: { ...publication, collapseEndedAtMs: Infinity } };
    expect(saveState(collapsing, 0, 0, fingerprint).collapseEndedForMs).toBeNull();
  });

  test('publishes the same and goes on the same, whatever is observed next', () => {
    fc.assert(
      fc.property(batches, batches, patient, (past, future, rules) => {
        const { state, nowMs } = stateAfter(past, rules);
        fc.pre(state.publication.begun);
        const restored = roundTrip(state, nowMs, rules);
        expect(seen(step(restored, [], nowMs, rules))).toBe(seen(step(state, [], nowMs, rules)));
        const later = future.map(({ nowMs: atMs, observations }): Batch => ({
          nowMs: nowMs + 10_000 + atMs,
          observations: observations.map((seenThen) => ({
            ...seenThen,
            observedAtMs: seenThen.observedAtMs + nowMs + 10_000,
          })),
        }));
        expect(play(later, rules, restored).map(seen)).toEqual(play(later, rules, state).map(seen));
      }),
      { numRuns: 100 },
    );
  });

  test('remembers the list, every answer, everything held and everything missing, with their times', () => {
    fc.assert(
      fc.property(batches, patient, (world, rules) => {
        const { state, nowMs } = stateAfter(world, rules);
        const restored = roundTrip(state, nowMs, rules);
        const { knownAtMs, origin, emptySinceMs, isCurrent } = state.list;
        expect(restored.list).toMatchObject({ knownAtMs, origin, emptySinceMs, isCurrent });
        for (const { name, answer, held, gaveSrv, metadata, missingSinceMs } of valuesOf(state.pools)) {
          const remembered = { answer, held, gaveSrv, metadata, missingSinceMs };
          expect(getFrom(restored.pools, name)).toMatchObject(remembered);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('is older by the time that passed, never younger, and never older than max_age', () => {
    const rules: Policy = { ...defaultPolicy, maxAgeMs: 100_000 };
    const { state } = step(initialState(), oneTarget('192.0.2.1'), 0, rules);
    expect(roundTrip(state, 0, rules, 40_000).confirmedAtMs).toBe(-40_000);
    expect(roundTrip(state, 0, rules, -40_000).confirmedAtMs).toBe(0);
    expect(roundTrip(state, 0, rules, 999_999_999).confirmedAtMs).toBe(-100_000);
    expect(step(roundTrip(state, 0, rules, 99_999), [], 0, rules).snapshot.kind).toBe('ready');
    expect(step(roundTrip(state, 0, rules, 100_000), [], 0, rules).snapshot.kind).toBe('expired');
  });

  test('holds only what the address policy of today allows', () => {
    const loopback: Policy = {
      ...defaultPolicy,
      limits: { ...defaultPolicy.limits, allowCidrs: ['127.0.0.0/8'] },
    };
    const { state } = step(initialState(), oneTarget('127.0.0.1'), 0, loopback);
    expect(step(applyPolicy(state, defaultPolicy).state, [], 0, defaultPolicy).snapshot).toMatchObject({
      targetCount: 0,
    });
    expect(step(roundTrip(state, 0, loopback), [], 0, loopback).snapshot).toMatchObject({
      kind: 'ready',
      targetCount: 1,
    });
    expect(step(roundTrip(state, 0, defaultPolicy), [], 0, defaultPolicy).snapshot).toMatchObject({
      kind: 'ready',
      targetCount: 0,
    });
  });
});

describe('a file that is not ours', () => {
  const context = { fingerprint, nowMs: 0, wallMs: 0, policy: defaultPolicy };
  const good: StateFile = saveState(initialState(), 0, 0, fingerprint);

  const savedPool: StateFile['pools'][number] = {
    name: 'a',
    endpoint: 'a.internal',
    listedForMs: 0,
    metadata: {},
    metadataAgeMs: null,
    missingForMs: null,
    gaveSrv: false,
    answer: null,
    held: [],
  };

  test.each([
    [null, 'its version is missing, this program reads 1'],
    [[], 'its version is missing, this program reads 1'],
    [{ ...good, version: 2 }, 'its version is 2, this program reads 1'],
    [{ ...good, fingerprint: 'g' }, 'it belongs to another configuration'],
    [{ ...good, savedAtWallMs: 'x' }, '$.savedAtWallMs: expected a number, found "x"'],
    [{ ...good, list: [] }, '$.list: expected an object, found an array'],
    [{ ...good, pools: {} }, '$.pools: expected an array, found an object'],
    [{ ...good, pools: [7] }, '$.pools[0]: expected an object, found 7'],
    [
      { ...good, list: { ...good.list, origin: 'me' } },
      '$.list.origin: expected one of operator, service, found "me"',
    ],
    [{ ...good, pools: [{ ...savedPool, endpoint: 'bad name' }] }, '$.pools: "a" cannot be asked in the DNS'],
  ])('%j is rejected with its place', (file, why) => {
    expect(restoreState(file, context)).toEqual({ kind: 'rejected', why });
  });

  test('anything at all, or a good file with anything in one place, is read or rejected, never thrown', () => {
    fc.assert(
      fc.property(
        batches,
        patient,
        fc.anything(),
        fc.infiniteStream(fc.nat()),
        (world, rules, junk, numbers) => {
          const { state, nowMs } = stateAfter(world, rules);
          const file: unknown = JSON.parse(JSON.stringify(saveState(state, nowMs, 0, fingerprint)));
          spoil(file, junk, numbers);
          for (const data of [file, junk]) {
            const restored = restoreState(data, { ...context, nowMs, policy: rules });
            if (restored.kind === 'restored')
              step(restored.state, world.at(-1)?.observations ?? [], nowMs, rules);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Puts junk at one random place of a JSON value. */
function spoil(value: unknown, junk: unknown, numbers: Iterator<number>): void {
  if (typeof value !== 'object' || value === null) return;
  const keys = Object.keys(value);
  const key = keys[(numbers.next().value as number) % Math.max(keys.length, 1)];
  if (key === undefined) return;
  const inner = (value as Record<string, unknown>)[key];
  const deeper = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
  if (deeper && (numbers.next().value as number) % 4 > 0) spoil(inner, junk, numbers);
  else (value as Record<string, unknown>)[key] = junk;
}
