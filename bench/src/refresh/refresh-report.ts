/**
 * The rows of a refresh: each way's time, and how much faster the loop is.
 */
import type { Fleet } from '../fleet.ts';
import type { Report } from '../frame/benchmark.ts';
import { figure, ratios, type Bound, type Figure } from '../frame/figures.ts';
import { missingNote } from '../frame/installed.ts';
import type { Change } from './changes.ts';
import type { Cost } from './loop.ts';

/** One pool after the other. */
export interface Sequential {
  readonly oneByOne: Cost;
  /** Undefined where Go is not installed. */
  readonly goLoop?: Cost;
}

/** What was measured with one server. */
export interface Place extends Sequential {
  readonly oneQuestionMs: number;
  readonly first: Cost;
  readonly later: Cost;
  /** What dnsperf takes for the answer of every pool. */
  readonly dnsperfMs: number;
}

export interface Round {
  readonly near: Place;
  readonly far: Place;
  /** On loopback. */
  readonly concurrent: Cost;
}

export interface Refreshed {
  readonly fleet: Fleet;
  readonly farMs: number;
  readonly taken: readonly Round[];
  readonly changes: readonly (readonly Change[])[];
  readonly profile: string;
}

const tenTimes: Bound = { kind: 'at least', value: 10 };
const fourTimes: Bound = { kind: 'at least', value: 4 };

export function reportOf({ fleet, farMs, taken, changes, profile }: Refreshed): Report {
  const near = taken.map((round) => round.near);
  const concurrent = taken.map((round) => round.concurrent.wallMs);
  const faster = (way: 'first' | 'later'): readonly number[] => ratios(concurrent, wall(near, way));
  return {
    figures: [
      ...placeFigures('on loopback', near),
      figure('node:dns on loopback, SRV and addresses, 250 questions in flight', 'ms', concurrent),
      figure('  the loop is faster, every time but the first', 'times', faster('later'), fourTimes),
      figure('  the loop is faster, the first time', 'times', faster('first')),
      figure(
        '  CPU',
        'ms',
        taken.map((round) => round.concurrent.cpuMs),
      ),
      ...placeFigures(
        `${farMs} ms away`,
        taken.map(({ far }) => far),
      ),
      ...changes.flatMap(changeFigures),
    ],
    notes: [
      `${fleet.pools} pools of ${fleet.nodes} nodes on NSD, ${taken.length} rounds.`,
      'mdservice is written in Go: its own way is the loop in Go. A DNS of a cluster is on another machine: ' +
        `what is ${farMs} ms away is NSD behind a relay that holds every question so long; what a question ` +
        'really took is in its row. On loopback hardly anything is waited for, which is the least that asking ' +
        'at once can gain.',
      `Where the time of the loop on loopback goes: ${profile}.`,
      'Changed: each of these pools gave up a node and gained one, and the running loop asks for all pools again.',
      ...missingNote('go'),
    ],
  };
}

const wall = (places: readonly Place[], way: 'first' | 'later' | 'oneByOne'): readonly number[] =>
  places.map((place) => place[way].wallMs);

function placeFigures(where: string, places: readonly Place[]): readonly Figure[] {
  const [first, later] = [wall(places, 'first'), wall(places, 'later')];
  const peer = (what: string, costs: readonly Cost[]): readonly Figure[] => {
    const wallMs = costs.map((cost) => cost.wallMs);
    return [
      figure(`${what}, ${where}`, 'ms', wallMs),
      figure('  the loop is faster, every time but the first', 'times', ratios(wallMs, later), tenTimes),
      figure('  the loop is faster, the first time', 'times', ratios(wallMs, first)),
      figure(
        '  CPU',
        'ms',
        costs.map(({ cpuMs }) => cpuMs),
      ),
    ];
  };
  const go = places.flatMap(({ goLoop }) => goLoop ?? []);
  const dnsperf = places.map(({ dnsperfMs }) => dnsperfMs);
  const goMs = go.map(({ wallMs }) => wallMs);
  return [
    figure(
      `a single question, ${where}`,
      'ms',
      places.map(({ oneQuestionMs }) => oneQuestionMs),
    ),
    figure(`the refresh loop, ${where}, every time but the first`, 'ms', later),
    figure(
      '  CPU',
      'ms',
      places.map((place) => place.later.cpuMs),
    ),
    figure(`the refresh loop, ${where}, the first time`, 'ms', first),
    figure(`dnsperf over TCP, the same SRV questions, ${where}`, 'ms', dnsperf),
    figure('  the loop as a multiple', 'times', ratios(later, dnsperf)),
    ...(go.length === 0 ? [] : peer('one pool after the other in Go, as mdservice asks', go)),
    ...(go.length === 0 ? [] : [figure('  dnsperf is faster', 'times', ratios(goMs, dnsperf))]),
    ...peer(
      'one pool after the other with node:dns',
      places.map(({ oneByOne }) => oneByOne),
    ),
  ];
}

function changeFigures(rounds: readonly Change[]): readonly Figure[] {
  const share = rounds[0]?.share ?? 0;
  const what = share === 0 ? 'nothing changed' : `${share * 100} % of the pools changed`;
  return [
    figure(
      `${what}: all pools asked again`,
      'ms',
      rounds.map(({ cost }) => cost.wallMs),
    ),
    figure(
      '  CPU',
      'ms',
      rounds.map(({ cost }) => cost.cpuMs),
    ),
  ];
}
