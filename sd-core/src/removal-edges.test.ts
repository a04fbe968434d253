/** Rule 4 at its edges: the end of a collapse, a single millisecond, a list that says nothing. */
import { expect, test } from 'vitest';
import { defaultPolicy, initialState, step, type Observation } from './index.ts';
import { isExcused } from './removal.ts';
import { newPool } from './state.ts';
import { tell } from './testing/story.ts';

test('a collapse is over in the step that removes what made it one', () => {
  const { events } = tell(['0 list: a b', '0 a: 1', '0 b: 2 3', '10 list: a', '910 list: a']);
  expect(events.at(-1)).toEqual({ kind: 'collapse-cleared' });
});

test('a pool without an answer waits for confirm_for and nothing more, to the millisecond', () => {
  const rules = { ...defaultPolicy, confirmForMs: 1 };
  const listed = (observedAtMs: number, ...names: readonly string[]): Observation => {
    const pools = names.map((name) => ({ name, endpoint: `${name}.internal` }));
    return { of: 'list', observedAtMs, outcome: { kind: 'known', origin: 'service', pools } };
  };
  const observations = [listed(0, 'a', 'b'), listed(10, 'a')];
  const { state } = step(initialState(), observations, 10, rules);
  expect(state.view.names).toEqual(['a', 'b']);
  expect(step(state, [listed(11, 'a')], 11, rules).state.view.names).toEqual(['a']);
});

test('a list excuses no pool of which no list said anything', () => {
  const pool = { ...newPool('a', 'a.internal', 0), metadata: { state: 'SUSPENDED' } };
  expect(isExcused({ list: { ...initialState().list, isCurrent: true } }, pool)).toBe(false);
});
