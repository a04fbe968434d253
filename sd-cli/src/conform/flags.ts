/**
 * The flags of `conform`, and what commander read of them.
 */
import { InvalidArgumentError, type Command } from 'commander';
import type { ConformOptions } from '../commands/conform.ts';
import { parseDuration } from '../config/duration.ts';
import { numberFlag, textFlag, type Flags } from '../flags.ts';

const defaultTimeoutMs = 10_000;

export function withConform(command: Command): Command {
  return command
    .option('--only <names>', 'rules, kinds, files or ids, with commas between')
    .option('--published', 'judge what is published, and not what is told besides', false)
    .option('--timeout <duration>', 'for one answer (default: 10s)', positiveDuration)
    .option('--json <file>', 'also write the results there, as JSON')
    .option('--junit <file>', "also write them there, in JUnit's form");
}

export function conformOptions(command: readonly string[], flags: Flags): ConformOptions {
  const jsonFile = textFlag(flags, 'json');
  const junitFile = textFlag(flags, 'junit');
  return {
    command,
    only: textFlag(flags, 'only')?.split(',').filter(Boolean) ?? [],
    scope: flags['published'] === true ? 'published' : 'everything',
    timeoutMs: numberFlag(flags, 'timeout') ?? defaultTimeoutMs,
    ...(jsonFile !== undefined && { jsonFile }),
    ...(junitFile !== undefined && { junitFile }),
  };
}

/** Milliseconds. Throws what commander reports as a wrong argument. */
function positiveDuration(text: string): number {
  const ms = parseDuration(text) ?? 0;
  if (ms > 0 && ms < 2 ** 31) return ms;
  throw new InvalidArgumentError('Expected a duration such as 10s.');
}
