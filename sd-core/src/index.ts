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
export { bodyChunks, encodeGroup, encodeTargetGroups } from './encode.ts';
export type { CoreEvent, RefusalWhy, RemovalWhy } from './event.ts';
export { listFailureReasons } from './observation.ts';
export type {
  KnownList,
  ListFailureReason,
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
export { selectGroups } from './selection.ts';
export type { Selection } from './selection.ts';
export { validateTargetGroups } from './validate.ts';
export type { Validated } from './validate.ts';
export { shardOf } from './shard.ts';
export { defaultEndpointTemplate, dnsNameProblem, endpointOf, poolOf } from './names.ts';
export { isKeptByPlugin } from './plugin-filter.ts';
export { parseCidr } from './cidr.ts';
export { decideLookup, joinAddresses, needsAddresses } from './srv-first.ts';
export type { AddressAnswer, NameAnswers, SrvAnswer } from './srv-first.ts';
export { computeTargetGroups } from './compute.ts';
export type { Computed, ComputeOptions, UnknownPool } from './compute.ts';
export { initialState } from './state.ts';
export type { PoolToAsk, State } from './state.ts';
export {
  claimCount,
  conflicts,
  listStatus,
  needsTcp,
  pendingPools,
  poolsToAsk,
  poolStatuses,
} from './status.ts';
export type { ListStatus, PoolAnswerStatus, PoolStatus } from './status.ts';
export { step } from './step.ts';
export type { StepResult } from './step.ts';
export type { RefusedTarget } from './target.ts';
export { poolTargets } from './target-status.ts';
export type { PoolTargetStatus } from './target-status.ts';
export { restoreState } from './restore.ts';
export type { Restored, RestoreContext } from './restore.ts';
export { saveState, stateFileVersion, stateText } from './state-file.ts';
export type {
  SavedAnswer,
  SavedHeldTarget,
  SavedList,
  SavedPool,
  SavedTarget,
  StateFile,
} from './state-file.ts';
export { applyPolicy } from './apply-policy.ts';
export type { AppliedPolicy } from './apply-policy.ts';
