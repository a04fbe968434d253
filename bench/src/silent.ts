/**
 * Whether healthy names stay on time among as many silent ones: the real loop, the real wire lookup and
 * real sockets, with intervals short enough for a benchmark.
 *
 * The healthy names are NSD's; the silent ones belong to a socket that never answers.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultPolicy } from '@spcs-sd/core';
import { createStaticSource, createWireLookup, discover, type SrvLookup } from '@spcs-sd/runtime';
import { startNsd } from '../../tests/support/nsd.ts';
import { zoneFile } from '../../tests/support/zone-file.ts';
import { nameOf, origin, zoneLines } from './fleet.ts';
import { printFigures } from './summary.ts';

const healthy = 10_000;
const silent = 10_000;
const nodes = 1;
/** A quarter of the default interval and four times the default number in flight: as much work at once. */
const intervalMs = 15_000;
const maxInFlight = 1024;
const intervals = 4;
const timeoutMs = 2000;

const silentSuffix = '.silent.internal';
const silentNameOf = (pool: number): string => `discover.monitor.pool${pool}${silentSuffix}`;

/** One lookup for the loop: silent names go to the silent server, all others to NSD. */
function routed(toNsd: SrvLookup, toSilence: SrvLookup): SrvLookup {
  return {
    lookup: (question, signal) =>
      (question.name.endsWith(silentSuffix) ? toSilence : toNsd).lookup(question, signal),
    close: () => {
      toNsd.close();
      toSilence.close();
    },
  };
}

/** For each healthy name how late each answer came, counted from the answer before it. */
interface Lateness {
  answered(name: string): void;
  /** Names that wait at the end are as late as they are by then. */
  end(): readonly number[];
  readonly silentAsked: number;
}

function createLateness(): Lateness {
  const startMs = performance.now();
  // The first question is due at the start, later ones an interval after the answer before.
  const dueMs = new Map(Array.from({ length: healthy }, (_, i) => [nameOf(i), startMs]));
  const late: number[] = [];
  let silentAsked = 0;
  return {
    answered: (name) => {
      const nowMs = performance.now();
      const due = dueMs.get(name);
      if (due === undefined) {
        silentAsked += 1;
        return;
      }
      late.push(Math.max(0, nowMs - due));
      dueMs.set(name, nowMs + intervalMs);
    },
    end: () => {
      const nowMs = performance.now();
      return [...late, ...[...dueMs.values()].map((due) => Math.max(0, nowMs - due))];
    },
    get silentAsked() {
      return silentAsked;
    },
  };
}

export async function benchSilent(): Promise<void> {
  const nsd = await startNsd(zoneFile(origin, 1, zoneLines(healthy, nodes)));
  const silence = createSocket('udp4');
  silence.bind(0, '127.0.0.1');
  await once(silence, 'listening');
  const names = [
    ...Array.from({ length: healthy }, (_, i) => nameOf(i)),
    ...Array.from({ length: silent }, (_, i) => silentNameOf(i)),
  ];
  const ending = new AbortController();
  const lateness = createLateness();
  let postponed = 0;
  const discovery = discover(
    {
      source: createStaticSource(names.map((endpoint, i) => ({ name: `pool${i}`, endpoint }))),
      lookup: routed(
        createWireLookup({ servers: [nsd.address], timeoutMs, maxInFlight }),
        createWireLookup({ servers: [`127.0.0.1:${silence.address().port}`], timeoutMs, maxInFlight }),
      ),
      policy: { ...defaultPolicy, limits: { ...defaultPolicy.limits, allowCidrs: ['127.0.0.0/8'] } },
      limits: { minRefreshMs: intervalMs, maxRefreshMs: intervalMs, maxInFlight },
    },
    {
      signal: ending.signal,
      onEvent: (event) => {
        if (event.kind === 'lookup-postponed' && !event.endpoint.endsWith(silentSuffix)) postponed += 1;
        if (event.kind !== 'lookup-finished') return;
        const isUnknown = event.outcome.kind === 'unknown';
        if (!isUnknown || event.endpoint.endsWith(silentSuffix)) lateness.answered(event.endpoint);
      },
    },
  );
  try {
    await delay(intervals * intervalMs);
    const late = lateness.end().map((ms) => ms / intervalMs);
    process.stdout.write(
      `${healthy} healthy names on NSD among ${silent} silent ones, every ${intervalMs / 1000} s, ${maxInFlight} in flight, for ` +
        `${(intervals * intervalMs) / 1000} s: ${late.length - healthy} answers, ` +
        `${lateness.silentAsked} silences\n`,
    );
    printFigures('lateness of the healthy names', late, 'intervals');
    const most = late.reduce((a, b) => Math.max(a, b), 0);
    const tooLate = late.filter((one) => one > 1).length;
    process.stdout.write(
      `  over one interval late: ${tooLate}; healthy names given up for being slow: ${postponed}\n`,
    );
    printFigures('  the latest', [most], 'intervals', { kind: 'at most', value: 1 });
  } finally {
    ending.abort();
    await discovery.ended;
    silence.close();
    await nsd.stop();
  }
}
