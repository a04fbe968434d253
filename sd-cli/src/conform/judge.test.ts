/** What passes as a vector's expectation, and what a person reads when it does not. */
import type { VectorCase } from '@spcs-sd/spec';
import { describe, expect, test } from 'vitest';
import { differenceLines } from './difference.ts';
import { judge } from './judge.ts';
import type { Scope } from './judge-step.ts';

const common = { name: 'x', rules: ['SD-RET-1'] } as const;

function stepCase(expected: object): VectorCase {
  const steps = [{ nowMs: 0, observations: [], expect: { snapshot: 'ready', ...expected } }];
  return { ...common, kind: 'step', steps } as unknown as VectorCase;
}

function group(pool: string, targets: unknown): object {
  return { targets, labels: { __meta_spcs_compute_pool_name: pool, more: 'x' } };
}

function linesOf(vector: VectorCase, result: unknown, scope: Scope = 'everything'): readonly string[] {
  return judge(vector, result, scope).flatMap(differenceLines);
}

describe('a step', () => {
  const expected = stepCase({
    targets: { a: ['a:1', 'b:1'] },
    events: ['conflict'],
    noEvents: ['pool-added'],
  });
  const right = { snapshot: 'ready', groups: [group('a', ['b:1', 'a:1'])], events: ['conflict'], more: 1 };

  test('passes with the same targets, whatever their order and other labels', () => {
    expect(linesOf(expected, [right])).toEqual([]);
  });

  test.each([
    ['no list of results', right, ['- "a list of 1 results, one for each of steps"']],
    ['another kind of snapshot', [{ ...right, snapshot: 'waiting' }], ['- "ready"', '+ "waiting"']],
    ['a target too many', [{ ...right, groups: [group('a', ['a:1', 'b:1', 'c:1'])] }], ['+ "c:1"']],
    ['a target too few', [{ ...right, groups: [group('a', ['a:1'])] }], ['- "b:1"']],
    ['a target twice', [{ ...right, groups: [group('a', ['a:1', 'b:1', 'b:1'])] }], ['+ "b:1"']],
    ['null targets', [{ ...right, groups: [group('a', null)] }], ['+ null']],
    [
      'an empty group',
      [{ ...right, groups: [group('a', ['a:1', 'b:1']), group('b', [])] }],
      ['at steps[0].targets.b:', '+ []'],
    ],
    ['a null group', [{ ...right, groups: [null] }], ['- ["a:1","b:1"]']],
    ['no groups', [{ ...right, groups: null }], ['+ null']],
    ['no event', [{ ...right, events: [] }], ['- "conflict"']],
    ['an undue event', [{ ...right, events: ['conflict', 'pool-added'] }], ['- "no pool-added"']],
    ['nothing', [undefined], ['+ nothing']],
  ])('fails with %s', (_what, result, lines) => {
    expect(linesOf(expected, result).map((line) => line.trim())).toEqual(expect.arrayContaining(lines));
  });

  test('compares groups exactly where a vector gives them', () => {
    const exact = stepCase({ groups: [group('a', ['a:1', 'b:1'])] });
    expect(linesOf(exact, [{ snapshot: 'ready', groups: [group('a', ['a:1', 'b:1'])] }])).toEqual([]);
    expect(linesOf(exact, [right])).not.toEqual([]);
  });
});

describe('what is published', () => {
  const expected = stepCase({ targets: { a: ['a:1'] }, complete: true, events: ['conflict'] });
  const right = { snapshot: 'ready', groups: [group('a', ['a:1'])] };

  test('is judged without what is told besides', () => {
    expect(linesOf(expected, [right], 'published')).toEqual([]);
    expect(linesOf(expected, [right])).not.toEqual([]);
    expect(linesOf(expected, [{ ...right, groups: [] }], 'published')).not.toEqual([]);
  });

  test('is a list or none, whatever the reason', () => {
    const waiting = stepCase({ snapshot: 'waiting', listUnknown: true });
    expect(linesOf(waiting, [{ snapshot: 'expired' }], 'published')).toEqual([]);
    expect(linesOf(waiting, [right], 'published')).not.toEqual([]);
    expect(linesOf(expected, [{ snapshot: 'waiting' }], 'published')).not.toEqual([]);
  });
});

describe('a list of pools', () => {
  const of = (expected: object): VectorCase =>
    ({ ...common, kind: 'snowflake-list', refreshes: [{ expect: expected }] }) as unknown as VectorCase;

  test('has no order, and reasons need only hold the words', () => {
    const pools = [
      { name: 'a', endpoint: 'x' },
      { name: 'b', endpoint: 'y' },
    ];
    expect(linesOf(of({ known: pools }), [{ known: pools.toReversed() }])).toEqual([]);
    expect(linesOf(of({ unknown: ['state'] }), [{ unknown: 'no column state' }])).toEqual([]);
  });

  test('fails for other pools, other words, or the other outcome', () => {
    const known = of({ known: [{ name: 'a', endpoint: 'x' }] });
    expect(linesOf(known, [{ known: [] }])).not.toEqual([]);
    expect(linesOf(known, [{ unknown: 'no' }])).not.toEqual([]);
    expect(linesOf(of({ unknown: ['state'] }), [{ unknown: 'no' }])).not.toEqual([]);
    expect(linesOf(of({ unknown: [] }), [{ known: [] }])).not.toEqual([]);
  });
});

describe('a configuration', () => {
  const of = (expected: object): VectorCase =>
    ({ ...common, kind: 'config', config: {}, expect: expected }) as unknown as VectorCase;

  test('is judged by the settings that are named', () => {
    const vector = of({ valid: true, policy: { limits: { maxPools: 1 } } });
    expect(
      linesOf(vector, { valid: true, policy: { perNode: true, limits: { maxPools: 1, x: 2 } } }),
    ).toEqual([]);
    expect(linesOf(vector, { valid: true, policy: { limits: { maxPools: 2 } } })).not.toEqual([]);
    expect(linesOf(vector, { errors: [{ path: 'a' }] })).not.toEqual([]);
  });

  test('has exactly the errors, in words only where words are given', () => {
    const vector = of({ errors: [{ path: 'a' }, { path: 'b', message: 'known words' }] });
    const b = { path: 'b', message: 'known words' };
    expect(linesOf(vector, { errors: [b, { path: 'a', message: 'any' }] })).toEqual([]);
    expect(linesOf(vector, { errors: [b] })).not.toEqual([]);
    expect(linesOf(vector, { errors: [b, { path: 'a' }, { path: 'c' }] })).not.toEqual([]);
    expect(linesOf(vector, { errors: [{ path: 'a' }, { path: 'b', message: 'others' }] })).not.toEqual([]);
  });
});

test('details of an unknown outcome are for people', () => {
  const decision = { asksAddresses: false, outcome: { kind: 'unknown', why: 'servfail' } };
  const vector = { ...common, kind: 'lookup-decision', expect: decision } as unknown as VectorCase;
  const told = { ...decision, outcome: { ...decision.outcome, detail: 'words' } };
  expect(linesOf(vector, told)).toEqual([]);
  expect(linesOf(vector, { ...told, asksAddresses: true })).not.toEqual([]);
});

test('texts and numbers must be the same', () => {
  const vector = { ...common, kind: 'encode', groups: [], expect: '[]\n' } as VectorCase;
  expect(linesOf(vector, '[]\n')).toEqual([]);
  expect(linesOf(vector, '[]')).toEqual(['  - "[]\\n"', '  + "[]"']);
  expect(linesOf(vector, null)).toEqual(['  - "[]\\n"', '  + null']);
});
