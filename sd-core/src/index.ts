export type {
  AbsentOutcome,
  PoolOutcome,
  RecordsOutcome,
  RecordType,
  TargetRecord,
  Transport,
  UnknownOutcome,
  UnknownWhy,
} from './answer.ts';
export type { CoreEvent, RefusalWhy, RemovalWhy } from './event.ts';
export type {
  KnownList,
  ListObservation,
  ListOutcome,
  Observation,
  PoolObservation,
  UnknownList,
} from './observation.ts';
export { defaultPolicy } from './policy.ts';
export type { Limits, Policy } from './policy.ts';
export type { Pool, PoolMetadata } from './pool.ts';
export type {
  ExpiredSnapshot,
  PublishedGroup,
  ReadySnapshot,
  Snapshot,
  TargetGroup,
  WaitingSnapshot,
} from './snapshot.ts';
