import { createFakeSource, knownList } from './fake-source.ts';
import { poolSourceSuite } from './pool-source-suite.ts';

poolSourceSuite('the fake', (pools) => {
  const source = createFakeSource(knownList(pools));
  return Promise.resolve({
    source,
    change: (next) => Promise.resolve(source.set(knownList(next))),
    break: () => Promise.resolve(source.set({ kind: 'unknown', why: 'the list is gone for a while' })),
  });
});
