/**
 * The log: one line per change of state, on stderr, as logfmt or JSON.
 *
 * pino orders levels and writes JSON; logfmt is that JSON in another form. Nothing else here knows pino.
 */
import { pino, type DestinationStream } from 'pino';
import { logfmtLine, withoutUnsafe } from './logfmt.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export const logFormats = ['logfmt', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

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

export function createLog({ level, format, write }: LogOptions): Log {
  const destination: DestinationStream = {
    write: (line) => write(format === 'json' ? withoutUnsafe(line) : logfmtLine(recordOf(line))),
  };
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'msg',
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"ts":"${new Date().toISOString()}"`,
    },
    destination,
  );
  return ({ level: lineLevel, message, fields }) => logger[lineLevel]({ ...fields }, message);
}

function recordOf(line: string): ReadonlyMap<string, unknown> {
  const { ts, level, msg, ...rest }: Record<string, unknown> = JSON.parse(line);
  return new Map(Object.entries({ ts, level, msg, ...rest }));
}
