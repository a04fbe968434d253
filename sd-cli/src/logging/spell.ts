/**
 * A trouble that comes in many pieces, as two log lines: when it begins, and when none came for a while.
 *
 * Owns one timer while it lasts, which keeps no process alive.
 */
import type { Log, LogFields, LogLine } from './logger.ts';

export interface SpellOptions {
  readonly log: Log;
  /** Of the first line; the fields come from the piece that begins it. */
  readonly begins: Omit<LogLine, 'fields'>;
  /** The message of the last line, which also has the count. */
  readonly ends: string;
  /** So many pieces within the quiet time make a spell; fewer are no news. */
  readonly least: number;
  /** How long there must be none, in milliseconds. */
  readonly quietMs: number;
}

/** Returns what to call for each piece. */
export function createSpell({
  log,
  begins,
  ends,
  least,
  quietMs,
}: SpellOptions): (fields: LogFields) => void {
  let count = 0;
  let newestMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const quietForMs = performance.now() - newestMs;
    if (quietForMs < quietMs) {
      timer = setTimeout(look, quietMs - quietForMs).unref();
      return;
    }
    timer = undefined;
    if (count >= least) log({ level: 'info', message: ends, fields: { count } });
    count = 0;
  };
  return (fields) => {
    count += 1;
    newestMs = performance.now();
    timer ??= setTimeout(look, quietMs).unref();
    if (count === least) log({ ...begins, fields });
  };
}
