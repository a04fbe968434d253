import { expect, it } from 'vitest';

import { namesToAsk } from './names.ts';

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
