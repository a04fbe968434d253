import { describe, expect, it } from 'vitest';

import type { PoolToAsk } from '@spcs-sd/core';

import { learned, namesToAsk } from './names.ts';

it('asks a name of two pools once, with what is known of either', () => {
  const names = namesToAsk([
    { pool: 'a', endpoint: 'shared.test', gaveSrv: false },
    { pool: 'b', endpoint: 'own.test', gaveSrv: false },
    { pool: 'c', endpoint: 'shared.test', gaveSrv: true },
  ]);
  expect([...names]).toEqual([
    ['shared.test', { pools: ['a', 'c'], gaveSrv: true }],
    ['own.test', { pools: ['b'], gaveSrv: false }],
  ]);
});

describe('what became known of the names', () => {
  const before = [
    { pool: 'a', endpoint: 'shared.test', gaveSrv: false },
    { pool: 'b', endpoint: 'own.test', gaveSrv: false },
    { pool: 'c', endpoint: 'shared.test', gaveSrv: false },
  ];
  const changed = (index: number, change: Partial<PoolToAsk>) =>
    before.map((ask, at) => (at === index ? { ...ask, ...change } : ask));

  it('is the same as if they were made anew', () => {
    const names = namesToAsk(before);
    const after = changed(2, { gaveSrv: true });
    expect(learned(names, before, after)).toBe(true);
    expect(names).toEqual(namesToAsk(after));
  });

  it.each([
    ['another name', changed(1, { endpoint: 'new.test' })],
    ['another pool', changed(1, { pool: 'new' })],
    ['one pool less', before.slice(1)],
    ['one pool more', [...before, { pool: 'd', endpoint: 'more.test', gaveSrv: false }]],
    ['no names', []],
  ])('is not all when there is %s', (_, after) => {
    expect(learned(namesToAsk(before), before, after)).toBe(false);
  });

  it('is not all when something is known no more', () => {
    const after = changed(0, { gaveSrv: true });
    expect(learned(namesToAsk(after), after, before)).toBe(false);
  });
});
