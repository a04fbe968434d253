export type { Account, PoolPublishes, PoolState, SandboxNode, SandboxPool } from './account/account.ts';
export type { Change, Changed, PoolSpec } from './account/change.ts';
export type { AccountSql, Controlled } from './control/control.ts';
export type { DnsFault, DnsFaultRule, DnsFaults, DnsFaultScope } from './dns/fault.ts';
export type { ZoneRecord } from './dns/record.ts';
export { startDnsServer } from './dns/server.ts';
export type { DnsServer } from './dns/server.ts';
export { zoneText } from './dns/zone.ts';
export type { Zone } from './dns/zone.ts';
export { playScenario } from './scenario/play.ts';
export type { PlayClock, Played, PlayOptions } from './scenario/play.ts';
export { readScenario } from './scenario/scenario.ts';
export type { Scenario, ScenarioContext, ScenarioProblem, ScenarioRead } from './scenario/scenario.ts';
export { happeningText } from './scenario/step.ts';
export type { Happening, Step } from './scenario/step.ts';
export { startSandbox } from './sandbox.ts';
export type { Sandbox, SandboxOptions } from './sandbox.ts';
export {
  addressRecord,
  cnameRecord,
  craftMessage,
  flagBits,
  labelBytes,
  nameBytes,
  optRecord,
  questionPointer,
  rcodes,
  recordTypes,
  soaRecord,
  srvRecord,
} from './hostile/crafted-message.ts';
export type { CraftedMessage, CraftedRecord } from './hostile/crafted-message.ts';
export { answerTo, reply } from './hostile/scripted-query.ts';
export type { Reaction, Script, ScriptedQuery } from './hostile/scripted-query.ts';
export { startScriptedServer } from './hostile/scripted-server.ts';
export type { ScriptedServer } from './hostile/scripted-server.ts';
export { hostileNodes } from './hostile/hostile-answer.ts';
export type { HostileAnswer } from './hostile/hostile-answer.ts';
export { hostileAnswers } from './hostile/hostile-answers.ts';
export type { SandboxRole } from './sql/role.ts';
export type { SandboxUser } from './sql/secrets.ts';
export type { Switches } from './switches.ts';
export { startSqlApi } from './sql-api/server.ts';
export type { SeenRequest, SqlApi, SqlApiOptions } from './sql-api/server.ts';
export type { SetSqlFault, SqlFault, SqlStatementKind } from './sql-api/fault.ts';
