/**
 * The flags of `conform`, and what commander read of them.
 */
import { InvalidArgumentError, type Command } from 'commander';
import type { ConformOptions } from '../commands/conform.ts';
import { parseDuration } from '../config/duration.ts';
import type { LiveTarget } from './live/live.ts';
import { numberFlag, textFlag, type Flags } from '../flags.ts';

const defaultTimeoutMs = 10_000;

export function withConform(command: Command): Command {
  return command
    .option('--only <names>', 'rules; of vectors also kinds, files, ids; with commas')
    .option('--published', 'judge what is published, and not what is told besides')
    .option('--timeout <duration>', 'for one answer (default: 10s)', positiveDuration)
    .option('--http <url>', 'judge this HTTP-SD endpoint instead, from outside', httpUrl)
    .option('--file <path>', 'judge this file_sd file instead')
    .option('--sandbox <url>', 'the control of the sandbox that it discovers', httpUrl)
    .option('--patience <duration>', 'for any change there (default: 2m)', positiveDuration)
    .option('--hold <duration>', 'how long nothing may change (default: 5s)', positiveDuration)
    .option('--confirm-for <duration>', 'its retention.confirm_for, to judge that too', positiveDuration)
    .option('--json <file>', 'also write the results there, as JSON')
    .option('--junit <file>', "also write them there, in JUnit's form");
}

export function conformOptions(command: readonly string[], flags: Flags): ConformOptions {
  const jsonFile = textFlag(flags, 'json');
  const junitFile = textFlag(flags, 'junit');
  const live = liveTarget(flags);
  return {
    command,
    ...(live !== undefined && { live }),
    liveOptions: liveOptions(flags),
    only: textFlag(flags, 'only')?.split(',').filter(Boolean) ?? [],
    scope: flags['published'] === true ? 'published' : 'everything',
    timeoutMs: numberFlag(flags, 'timeout') ?? defaultTimeoutMs,
    ...(jsonFile !== undefined && { jsonFile }),
    ...(junitFile !== undefined && { junitFile }),
  };
}

function liveTarget(flags: Flags): LiveTarget | undefined {
  const url = urlFlag(flags, 'http');
  if (url !== undefined) return { kind: 'http', url };
  const path = textFlag(flags, 'file');
  return path === undefined ? undefined : { kind: 'file', path };
}

function liveOptions(flags: Flags): ConformOptions['liveOptions'] {
  const sandbox = urlFlag(flags, 'sandbox');
  const confirmForMs = numberFlag(flags, 'confirmFor');
  return {
    patienceMs: numberFlag(flags, 'patience') ?? 120_000,
    holdMs: numberFlag(flags, 'hold') ?? 5000,
    ...(sandbox !== undefined && { sandbox }),
    ...(confirmForMs !== undefined && { confirmForMs }),
  };
}

function urlFlag(flags: Flags, name: string): URL | undefined {
  const value = flags[name];
  return value instanceof URL ? value : undefined;
}

/** Throws what commander reports as a wrong argument. */
function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new InvalidArgumentError('Expected a URL such as http://127.0.0.1:9003/targets.');
}

/** Milliseconds. Throws what commander reports as a wrong argument. */
function positiveDuration(text: string): number {
  const ms = parseDuration(text) ?? 0;
  if (ms > 0 && ms < 2 ** 31) return ms;
  throw new InvalidArgumentError('Expected a duration such as 10s.');
}
