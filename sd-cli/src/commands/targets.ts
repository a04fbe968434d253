/**
 * `spcs-sd targets`: one discovery, its target groups on stdout, what it did on stderr.
 *
 * Groups are written when every pool has answered, and never in part.
 */
import { bodyChunks, type Policy, type PoolOutcome } from '@spcs-sd/core';
import { discover, type SnowflakeEvent } from '@spcs-sd/runtime';
import { discoveryOptions, lookupOf, serverTexts } from '../compose.ts';
import type { Settings } from '../config/settings.ts';
import { waitFor } from '../deadline.ts';
import { discoveryReport, unansweredPools } from '../explain/discovery-report.ts';
import { snowflakeReport } from '../explain/snowflake-report.ts';
import { counted } from '../explain/words.ts';
import { showProgress } from '../progress.ts';
import { failure } from '../result.ts';
import { createRound, type PoolLookup, type Round } from '../round.ts';
import { requireSettings } from '../settings-file.ts';
import { report, type Terminal } from '../terminal.ts';
import { watchTargets } from '../watch/watch-targets.ts';
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
    ? watchTargets(settings.value, options.log, terminal, signal)
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
  const progress = showProgress(terminal, () => progressText(round, discovery.status().pools.length));
  const waited = await waitFor(round.done, deadlineMs, signal);
  progress.end();
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

function progressText({ list, lookups }: Round, pools: number): string {
  if (list() === undefined) return 'reading the pool list';
  return `${lookups.size} of ${counted(pools, 'pool')} answered`;
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
