export type { Clock, LookupQuestion, PoolSource, SrvLookup, StateStore } from './ports.ts';
