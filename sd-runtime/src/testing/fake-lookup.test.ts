import { createFakeLookup } from './fake-lookup.ts';
import { lookupSuite } from './lookup-suite.ts';

lookupSuite({
  name: 'the fake in memory',
  start: async (worlds) => {
    const lookup = createFakeLookup(...worlds);
    return { lookup, stop: async () => lookup.close() };
  },
});
