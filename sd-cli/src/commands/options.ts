/**
 * What commands are told, after the command line was read.
 */
import type { LogFormat, LogLevel } from '../logging/logger.ts';

export interface LogSettings {
  readonly level: LogLevel;
  readonly format: LogFormat;
}

export interface CommonOptions {
  readonly configFile?: string;
  readonly log: LogSettings;
}

export interface ServerOptions extends CommonOptions {
  /** Absent: the command's default. Empty: no state is kept. */
  readonly stateFile?: string;
  /** Absent: plain HTTP, and everybody may ask. */
  readonly webConfigFile?: string;
}

/** The state file to use; undefined for none. */
export function statePathOf({ stateFile }: ServerOptions, byDefault: string): string | undefined {
  if (stateFile === undefined) return byDefault;
  return stateFile === '' ? undefined : stateFile;
}
