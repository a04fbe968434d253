/**
 * Where a command writes and what it may know of its surroundings, so that tests can give it others.
 */
import { paintFor, type Painted } from './colours.ts';
import type { Environment } from './settings-file.ts';
import type { Failure } from './result.ts';

export interface Terminal extends Painted {
  /** Results, for programs. */
  readonly out: (text: string) => void;
  /** Everything else, for people. */
  readonly err: (text: string) => void;
  readonly env: Environment;
}

/** The lines of a failure, and its exit code. */
export function report(terminal: Pick<Terminal, 'err'> & Painted, { lines, exitCode }: Failure): number {
  const prefix = paintFor(terminal, 'err')('red', 'error:');
  for (const line of lines) terminal.err(`${prefix} ${line}\n`);
  return exitCode;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  isTty: { out: process.stdout.isTTY, err: process.stderr.isTTY },
};
