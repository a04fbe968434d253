export type { LookupOptions } from './dns/lookup-options.ts';
export { createNativeLookup } from './dns/native-lookup.ts';
export { createWireLookup } from './dns/wire-lookup.ts';
export type { Clock, LookupQuestion, PoolSource, SrvLookup, StateStore } from './ports.ts';
export { checkPoolList } from './sources/pool-list.ts';
export type { CheckedPoolList, PoolListProblem } from './sources/pool-list.ts';
