import { createMemoryStateStore } from './memory-state-store.ts';
import { stateStoreSuite } from './state-store-suite.ts';

stateStoreSuite('the fake', () => {
  const store = createMemoryStateStore();
  return Promise.resolve({ store, reopen: () => store });
});
