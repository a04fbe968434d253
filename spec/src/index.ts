/**
 * The contract's data as types, generated from the JSON Schemas and read-only in depth.
 *
 * The schemas themselves are the package's files `schemas/*.schema.json`, the vectors `vectors/*.json`.
 */
import type * as config from './generated/config.ts';
import type * as observation from './generated/observation.ts';
import type * as policy from './generated/policy.ts';
import type * as poolList from './generated/pool-list.ts';
import type * as scenario from './generated/scenario.ts';
import type * as srvAnswer from './generated/srv-answer.ts';
import type * as stateFile from './generated/state-file.ts';
import type * as targetGroups from './generated/target-groups.ts';
import type * as vector from './generated/vector.ts';
import type * as webConfig from './generated/web-config.ts';
import type { DeepReadonly } from './deep-readonly.ts';

export type { DeepReadonly } from './deep-readonly.ts';

export type Config = DeepReadonly<config.Config>;
export type SnowflakePools = DeepReadonly<config.SnowflakePools>;
export type Observation = DeepReadonly<observation.Observation>;
export type Policy = DeepReadonly<policy.Policy>;
export type PoolList = DeepReadonly<poolList.PoolList>;
export type PoolListEntry = DeepReadonly<poolList.PoolListEntry>;
export type Scenario = DeepReadonly<scenario.Scenario>;
export type ScenarioStep = DeepReadonly<scenario.ScenarioStep>;
export type StateFile = DeepReadonly<stateFile.StateFile>;
export type SrvAnswer = DeepReadonly<srvAnswer.SrvAnswer>;
export type TargetGroups = DeepReadonly<targetGroups.TargetGroups>;
export type WebConfig = DeepReadonly<webConfig.WebConfig>;
export type VectorFile = DeepReadonly<vector.VectorFile>;
export type VectorCase = DeepReadonly<vector.VectorCase>;
export type StepCase = DeepReadonly<vector.StepCase>;
export type EndpointOfCase = DeepReadonly<vector.EndpointOfCase>;
export type SnowflakeListCase = DeepReadonly<vector.SnowflakeListCase>;
export type ConfigCase = DeepReadonly<vector.ConfigCase>;
export type PoolOfCase = DeepReadonly<vector.PoolOfCase>;
export type ShardCase = DeepReadonly<vector.ShardCase>;
export type ShareCase = DeepReadonly<vector.ShareCase>;
export type EncodeCase = DeepReadonly<vector.EncodeCase>;
export type LookupDecisionCase = DeepReadonly<vector.LookupDecisionCase>;
