/**
 * Whether healthy names stay on time among as many silent ones: the real loop, the real wire lookup and
 * real sockets, with the program's intervals, so it takes three minutes.
 *
 * The healthy names are NSD's; the silent ones belong to a socket that never answers.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultPolicy } from '@spcs-sd/core';
import {
  createStaticSource,
  createWireLookup,
  discover,
  type DiscoveryEvent,
  type SrvLookup,
} from '@spcs-sd/runtime';
import { startNsd } from '../../tests/support/nsd.ts';
import { fleetZone, nameOf } from './fleet.ts';
import type { Report } from './frame/benchmark.ts';
import { figure } from './frame/figures.ts';
import type { Figure } from './frame/figures.ts';
import { createLatenessLog, watchBusyness, type Busyness, type Lateness } from './lateness.ts';

const healthy = 10_000;
const silent = 10_000;
const nodes = 1;
/** The program's defaults. */
const intervalMs = 60_000;
const limits = { minRefreshMs: 15_000, maxRefreshMs: intervalMs, maxInFlight: 256 };
const intervals = 3;
const timeoutMs = 2000;

const silentSuffix = '.silent.internal';
const silentNameOf = (pool: number): string => `discover.monitor.pool${pool}${silentSuffix}`;
const isSilent = (name: string): boolean => name.endsWith(silentSuffix);

/** One lookup for the loop: silent names go to the silent server, all others to NSD. */
function routed(toNsd: SrvLookup, toSilence: SrvLookup, asked: (name: string) => void): SrvLookup {
  return {
    lookup: (question, signal) => {
      asked(question.name);
      return (isSilent(question.name) ? toSilence : toNsd).lookup(question, signal);
    },
    close: () => {
      toNsd.close();
      toSilence.close();
    },
  };
}

/** What became of the questions for one kind of names. */
interface Tally {
  answers: number;
  failures: number;
  givenUp: number;
}

function count(tally: Tally, event: DiscoveryEvent): void {
  if (event.kind === 'lookup-postponed') tally.givenUp += 1;
  if (event.kind !== 'lookup-finished') return;
  if (event.outcome.kind === 'unknown') tally.failures += 1;
  else tally.answers += 1;
}

export async function benchSilent(): Promise<Report> {
  const ttlSeconds = intervalMs / 1000;
  const nsd = await startNsd(fleetZone({ pools: healthy, nodes }, { ttlSeconds }));
  const silence = createSocket('udp4');
  silence.bind(0, '127.0.0.1');
  await once(silence, 'listening');
  const healthyNames = Array.from({ length: healthy }, (_, i) => nameOf(i));
  const names = [...healthyNames, ...Array.from({ length: silent }, (_, i) => silentNameOf(i))];
  const ending = new AbortController();
  const log = createLatenessLog(healthyNames, intervalMs);
  const tallies = {
    healthy: { answers: 0, failures: 0, givenUp: 0 },
    silent: { answers: 0, failures: 0, givenUp: 0 },
  };
  const busyness = watchBusyness();
  const { maxInFlight } = limits;
  const discovery = discover(
    {
      source: createStaticSource(names.map((endpoint, i) => ({ name: `pool${i}`, endpoint }))),
      lookup: routed(
        createWireLookup({ servers: [nsd.address], timeoutMs, maxInFlight }),
        createWireLookup({ servers: [`127.0.0.1:${silence.address().port}`], timeoutMs, maxInFlight }),
        (name) => log.asked(name),
      ),
      policy: { ...defaultPolicy, limits: { ...defaultPolicy.limits, allowCidrs: ['127.0.0.0/8'] } },
      limits,
    },
    {
      signal: ending.signal,
      onEvent: (event) => {
        if (event.kind !== 'lookup-finished' && event.kind !== 'lookup-postponed') return;
        count(isSilent(event.endpoint) ? tallies.silent : tallies.healthy, event);
        if (event.kind === 'lookup-finished' && event.outcome.kind !== 'unknown')
          log.answered(event.endpoint);
      },
    },
  );
  try {
    await delay(intervals * intervalMs);
    return reportOf(log.end(), tallies, busyness());
  } finally {
    ending.abort();
    await discovery.ended;
    silence.close();
    await nsd.stop();
  }
}

function reportOf(
  all: readonly Lateness[],
  tallies: Readonly<Record<'healthy' | 'silent', Tally>>,
  { cpuShare, longestBlockMs, usualBlockMs }: Busyness,
): Report {
  const first = all.filter(({ isFirst }) => isFirst);
  const later = all.filter(({ isFirst }) => !isFirst);
  const seconds = intervalMs / 1000;
  return {
    figures: [
      ...latenessFigures('first answers of the healthy names, late by', first),
      ...latenessFigures('their later answers, late by', later),
    ],
    notes: [
      `${healthy} healthy names on NSD among ${silent} silent ones, every ${seconds} s, ` +
        `${limits.maxInFlight} in flight, for ${intervals * seconds} s.`,
      ...Object.entries(tallies).map(
        ([kind, { answers, failures, givenUp }]) =>
          `${kind}: ${answers} answers, ${failures} failures, ${givenUp} questions given up for being slow.`,
      ),
      `This process took ${Math.round(cpuShare * 100)} % of a core and stood still for ${Math.round(longestBlockMs)} ms ` +
        `at most, ${Math.round(usualBlockMs)} ms in one of a hundred.`,
      ...[first, later].flatMap((some) => tooLateNote(some)),
    ],
  };
}

function latenessFigures(what: string, all: readonly Lateness[]): readonly Figure[] {
  const late = all.map(({ lateMs }) => lateMs / intervalMs);
  const most = late.reduce((a, b) => Math.max(a, b), 0);
  // Of tens of thousands of figures every hundredth shows the spread as well.
  const some = late.toSorted((a, b) => a - b).filter((_, at) => at % 100 === 0);
  return [
    figure(what, 'intervals', some),
    figure('  the latest', 'intervals', [most], { kind: 'at most', value: 1 }),
  ];
}

function tooLateNote(all: readonly Lateness[]): readonly string[] {
  const tooLate = all.filter(({ lateMs }) => lateMs > intervalMs);
  return tooLate.length === 0 ? [] : [`Over one interval: ${tooLate.length}${reasons(tooLate)}.`];
}

/** What took longest, for each of them. */
function reasons(late: readonly Lateness[]): string {
  const counts = { 'waited for a slot': 0, 'asked more than once': 0, 'waited for the answer': 0 };
  for (const { waitedMs, retriedMs, answeredMs } of late) {
    const longest = Math.max(waitedMs, retriedMs, answeredMs);
    if (longest === waitedMs) counts['waited for a slot'] += 1;
    else if (longest === retriedMs) counts['asked more than once'] += 1;
    else counts['waited for the answer'] += 1;
  }
  const named = Object.entries(counts).filter(([, number]) => number > 0);
  return named.map(([why, number]) => `; ${number} ${why}`).join('');
}
