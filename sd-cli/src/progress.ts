/**
 * One line on a terminal that says how far long work is, and is gone when the work is done.
 *
 * Where standard error is no terminal nothing is written at all. Owns a timer until `end`.
 */
import type { Painted } from './colours.ts';
import type { Terminal } from './terminal.ts';

export interface Progress {
  /** Writes to standard error what stays, above the line. */
  readonly tell: (text: string) => void;
  /** Takes the line away. Harmless twice. */
  readonly end: () => void;
}

/** Work that is done by then needs no line; the same pause between two of them. */
const everyMs = 250;
const erase = '\r\u001b[2K';

/** `text`: how far it is now, in less than 70 columns; the seconds are added. */
export function showProgress(
  { err, isTty, env = {} }: Pick<Terminal, 'err'> & Painted,
  text: () => string,
): Progress {
  if (isTty?.err !== true || env['TERM'] === 'dumb') return { tell: err, end: () => undefined };
  const startedMs = performance.now();
  let shown = false;
  const clear = (): void => {
    if (shown) err(erase);
    shown = false;
  };
  const timer = setInterval(() => {
    const seconds = Math.floor((performance.now() - startedMs) / 1000);
    err(`${erase}${text()}, ${seconds} s`);
    shown = true;
  }, everyMs);
  timer.unref();
  return {
    tell: (said) => {
      clear();
      err(said);
    },
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}
