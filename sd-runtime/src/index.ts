export type { DnsEvent } from './dns/event.ts';
export type { LookupOptions } from './dns/lookup-options.ts';
export { readDnsMessage } from './dns/message/message-meaning.ts';
export type { MessageMeaning, MessageQuestion, MessageService } from './dns/message/message-meaning.ts';
export { createNativeLookup } from './dns/native/native-lookup.ts';
export { createWireLookup } from './dns/wire-lookup.ts';
export { discover } from './discovery/discover.ts';
export type { DiscoverHooks, Discovery } from './discovery/discover.ts';
export type { DiscoverOptions, ReloadOptions } from './discovery/settings.ts';
export type { DiscoveryStatus } from './discovery/status.ts';
export type { DiscoveryEvent, RuntimeEvent } from './event.ts';
export type {
  Clock,
  LookupQuestion,
  PoolSource,
  SrvLookup,
  StateLoad,
  StateSave,
  StateStore,
} from './ports.ts';
export type { QuestionSettings } from './refresh/lookups.ts';
export type { ScheduleCounts, ScheduleLimits } from './refresh/schedule.ts';
export type { SnowflakeEvent, SnowflakeMode } from './snowflake/event.ts';
export { pluginEndpointTemplate } from './snowflake/options.ts';
export type { SnowflakeAuthenticator, SnowflakeOptions, SnowflakePassword } from './snowflake/options.ts';
export type { SnowflakeQuery } from './snowflake/query-mode.ts';
export { originOf as snowflakeOrigin } from './snowflake/runner.ts';
export { createSnowflakeSource, createSourceOn } from './snowflake/snowflake-source.ts';
export type { StatementOutcome, StatementRunner } from './snowflake/statement.ts';
export { createFileSource } from './sources/file-source.ts';
export type { FileSourceOptions } from './sources/file-source.ts';
export { checkPoolList } from './sources/pool-list.ts';
export type { CheckedPoolList, PoolListProblem } from './sources/pool-list.ts';
export { createStaticSource } from './sources/static-source.ts';
export { createFileStateStore } from './state/file-state-store.ts';
export type { FileStateStoreOptions } from './state/file-state-store.ts';
export type { StateSettings } from './state/state-keeper.ts';
export { systemClock } from './system-clock.ts';
