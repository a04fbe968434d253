/**
 * What nobody has published of Snowflake's answers: each is a switch, so that either can be met.
 */
import { defaultDnsSwitches, type DnsSwitches } from './account/dns-switches.ts';
import { defaultSqlSwitches, type SqlSwitches } from './sql/switches.ts';

export type Switches = SqlSwitches & DnsSwitches;

export const defaultSwitches: Switches = { ...defaultSqlSwitches, ...defaultDnsSwitches };
