import { expect, test } from 'vitest';
import { defaultPolicy, initialState, step } from './index.ts';
import { tell } from './testing/story.ts';

test('each change is told once', () => {
  const { events } = tell([
    '0 list: a b',
    '0 a: 1 2 3',
    '0 b: timeout',
    '1 b: timeout',
    '2 b: 3',
    '10 a: 1',
    '20 a: 1',
    '30 list: failed',
    '40 list: failed',
    '50 list: a b',
    '60 a: 1 2 3',
  ]);
  expect(events.map((event) => JSON.stringify(event).replaceAll('"', ''))).toEqual([
    '{kind:pool-added,pool:a}',
    '{kind:pool-added,pool:b}',
    '{kind:targets-added,pool:a,targets:[192.0.2.1:9001,192.0.2.2:9001,192.0.2.3:9001]}',
    '{kind:pool-failed,pool:b,why:timeout}',
    '{kind:pool-recovered,pool:b}',
    '{kind:targets-added,pool:b,targets:[192.0.2.3:9001]}',
    '{kind:conflict,target:192.0.2.3:9001,pools:[a,b]}',
    '{kind:snapshot-first,complete:true,unknownPools:[]}',
    '{kind:removal-held,pool:a,targets:2,why:dns}',
    '{kind:conflict-cleared,target:192.0.2.3:9001}',
    '{kind:list-failed,why:it failed,reason:other}',
    '{kind:list-recovered}',
    '{kind:removal-cleared,pool:a}',
    '{kind:conflict,target:192.0.2.3:9001,pools:[a,b]}',
  ]);
});

test('a pool that came and went within one step is not told as removed', () => {
  const pools = [{ name: 'a', endpoint: 'a.internal' }];
  const more = [...pools, { name: 'b', endpoint: 'b.internal' }];
  const lists = [
    { of: 'list', observedAtMs: 1, outcome: { kind: 'known', origin: 'service', pools: more } },
    { of: 'list', observedAtMs: 2, outcome: { kind: 'known', origin: 'operator', pools } },
  ] as const;
  const { state, events } = step(initialState(), lists, 2, defaultPolicy);
  expect(state.view.names).toEqual(['a']);
  expect(events.map(({ kind }) => kind)).not.toContain('pool-removed');
});
