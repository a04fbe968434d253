/**
 * `spcs-sd targets`: one discovery, its target groups on stdout, what it did on stderr.
 *
 * Groups are written when every pool has answered, and never in part. With `--watch` discovery goes
 * on as it would for a scraper, and each list that differs from the last one is one line.
 */
import { bodyChunks, type Policy, type PoolOutcome, type Snapshot } from '@spcs-sd/core';
import { discover, type Discovery, type SnowflakeEvent } from '@spcs-sd/runtime';
import { discoveryOptions, lookupOf, serverTexts } from '../compose.ts';
import type { Settings } from '../config/settings.ts';
import { waitFor } from '../deadline.ts';
import { discoveryReport, unansweredPools } from '../explain/discovery-report.ts';
import { snowflakeReport } from '../explain/snowflake-report.ts';
import { createDnsLog } from '../logging/dns-log.ts';
import { createEventLog } from '../logging/event-log.ts';
import { createLog } from '../logging/logger.ts';
import { snowflakeLine } from '../logging/snowflake-lines.ts';
import { failure } from '../result.ts';
import { createRound, type PoolLookup } from '../round.ts';
import { requireSettings } from '../settings-file.ts';
import { report, type Terminal } from '../terminal.ts';
import type { CommonOptions } from './options.ts';

export interface TargetsOptions extends CommonOptions {
  readonly watch: boolean;
}

/** How long one discovery may take, in milliseconds. */
const deadlineMs = 60_000;

export async function runTargets(
  options: TargetsOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const settings = await requireSettings(options.configFile, terminal.env);
  if (settings.kind === 'failed') return report(terminal, settings);
  return options.watch
    ? watch(settings.value, options, terminal, signal)
    : once(settings.value, terminal, signal);
}

/** The first answers are all there will be: nothing is there to be confirmed against. */
function atOnce(policy: Policy): Policy {
  return { ...policy, confirmForMs: 0, confirmCollapseMs: 0 };
}

async function once(settings: Settings, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const ending = new AbortController();
  const round = createRound(() => discovery.status());
  const met: SnowflakeEvent[] = [];
  const { fingerprint: _, ...parts } = discoveryOptions(
    { ...settings, policy: atOnce(settings.policy) },
    {
      onSourceEvent: (event) => {
        // What comes after the first list belongs to a later one.
        if (round.list() === undefined) met.push(event);
      },
    },
  );
  const discovery = discover(parts, { signal: ending.signal, onEvent: round.onEvent });
  const waited = await waitFor(round.done, deadlineMs, signal);
  const snapshot = discovery.current();
  const status = discovery.status();
  ending.abort();
  await discovery.ended;
  if (waited === 'aborted') return 1;
  const withoutSrv = await askForSrv(round.lookups, settings, signal);
  const servers = serverTexts(settings.dns);
  const facts = { list: round.list(), lookups: round.lookups, withoutSrv, servers, status };
  const { pools } = settings;
  const source = pools.kind === 'snowflake' ? snowflakeReport(pools.options, met) : [];
  for (const line of [...source, ...discoveryReport(facts)]) terminal.err(`${line}\n`);
  if (snapshot.kind === 'ready' && snapshot.complete) {
    for (const chunk of bodyChunks(snapshot.groups)) terminal.out(chunk);
    return 0;
  }
  return report(terminal, failure(1, whyNothing(facts)));
}

/** More pools need no more explanation. */
const maxAskedForSrv = 50;

/** Why addresses were used: what SRV alone gives for the pools that were found by them. */
async function askForSrv(
  lookups: ReadonlyMap<string, PoolLookup>,
  { dns }: Settings,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PoolOutcome>> {
  if (dns.recordType !== 'auto') return new Map();
  const found = [...lookups].filter(
    ([, { outcome }]) => outcome.kind === 'records' && outcome.recordType === 'A',
  );
  const lookup = lookupOf(dns);
  const { port, address } = dns;
  const asked = found.slice(0, maxAskedForSrv).map(async ([pool, { endpoint: name }]) => {
    const question = { name, recordType: 'SRV', gaveSrv: false, port, address, transport: 'any' } as const;
    return [pool, await lookup.lookup(question, signal)] as const;
  });
  const answers = await Promise.all(asked);
  lookup.close();
  return new Map(answers);
}

function whyNothing(facts: Parameters<typeof discoveryReport>[0]): string {
  if (facts.list === undefined) return `no pool list within ${deadlineMs / 1000} s`;
  if (facts.list.kind === 'unknown') return 'the pool list cannot be read: no targets';
  const unanswered = unansweredPools(facts);
  if (unanswered.length === 0) return 'the list of targets exceeds a limit: see the lines above';
  const of = `${unanswered.length} of ${facts.status.pools.length} pools`;
  return `incomplete: ${of} gave no answer. Part of the targets is worse than none, so none are written`;
}

async function watch(
  settings: Settings,
  { log: logSettings }: TargetsOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const log = createLog({ ...logSettings, write: terminal.err });
  const onEvent = createEventLog({ log, nowMs: () => performance.now() });
  const { fingerprint: _, ...parts } = discoveryOptions(settings, {
    onSourceEvent: (event) => log(snowflakeLine(event)),
    onDnsEvent: createDnsLog(log),
  });
  const discovery = discover(parts, { signal, onEvent });
  await printChanges(discovery, terminal);
  await discovery.ended;
  return 0;
}

async function printChanges(discovery: Discovery, terminal: Terminal): Promise<void> {
  let printed: string | undefined;
  for await (const snapshot of discovery) {
    const line = lineOf(snapshot);
    if (line === undefined || line === printed) continue;
    printed = line;
    terminal.out(line);
  }
}

/** The whole list in one line, so that a program can read line by line. */
function lineOf(snapshot: Snapshot): string | undefined {
  if (snapshot.kind !== 'ready') return undefined;
  return `[${snapshot.groups.map(({ json }) => json).join(',')}]\n`;
}
