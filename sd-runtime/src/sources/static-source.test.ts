import { expect, it } from 'vitest';

import { poolSourceSuite } from '../testing/pool-source-suite.ts';
import { createStaticSource } from './static-source.ts';

poolSourceSuite('a static list', (pools) => Promise.resolve({ source: createStaticSource(pools) }));

it('is the operator’s will, and not changed from outside', async () => {
  const pools = [{ name: 'a', endpoint: 'a.test' }];
  const source = createStaticSource(pools);
  pools.pop();
  expect(await source.list(new AbortController().signal)).toEqual({
    kind: 'known',
    origin: 'operator',
    pools: [{ name: 'a', endpoint: 'a.test' }],
  });
});
