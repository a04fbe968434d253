/**
 * The log: one line per change of state, on stderr, as logfmt or JSON.
 */
import { logfmtLine, withoutUnsafe } from './logfmt.ts';

/** From what is told least often wanted. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export const logFormats = ['logfmt', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

/** None is called `ts`, `level` or `msg`. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields?: LogFields;
}

export type Log = (line: LogLine) => void;

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Gets one line with its newline at a time. */
  readonly write: (text: string) => void;
}

/** Lines below the level are dropped. */
export function createLog({ level: least, format, write }: LogOptions): Log {
  const told = new Set(logLevels.slice(logLevels.indexOf(least)));
  return ({ level, message: msg, fields }) => {
    if (!told.has(level)) return;
    const ts = new Date().toISOString();
    if (format === 'json') write(`${withoutUnsafe(JSON.stringify({ level, ts, ...fields, msg }))}\n`);
    else write(logfmtLine(new Map(Object.entries({ ts, level, msg, ...fields }))));
  };
}
