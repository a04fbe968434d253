/**
 * How fast the list is served, beside a bare `node:http` handler with the bytes ready, and nginx.
 *
 * 20,000 targets. The servers run in this process and the clients in a thread of it; each round asks every
 * server once, one right after the other, for half a second.
 */
import { encodeTargetGroups } from '@spcs-sd/core';
import { snapshotOf } from '../core/fleet-snapshot.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, quantile, ratios, type Figure } from '../frame/figures.ts';
import { missingNote } from '../frame/installed.ts';
import { runLoad, type Load, type LoadResult } from '../load/load.ts';
import { serveByNginx } from './nginx.ts';
import { serveBytes, serveOurs } from './servers.ts';

const fleet = { pools: 1000, nodes: 20 };
const usualRounds = 16;
const seconds = 0.5;

const ways = {
  ours: {},
  bare: {},
  gzip: { headers: ['Accept-Encoding: gzip'] },
  notModified: { isConditional: true },
} as const satisfies Readonly<Record<string, Partial<Load>>>;

type Way = keyof typeof ways | 'nginx';
type Round = Readonly<Partial<Record<Way, LoadResult>>>;

export async function benchServe(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const snapshot = snapshotOf(fleet);
  const bytes = Buffer.from(encodeTargetGroups(snapshot.groups));
  const [ours, bare] = [await serveOurs(snapshot), await serveBytes(bytes)];
  const nginx = await serveByNginx(bytes);
  const ask = (port: number, more: Partial<Load> = {}): Promise<LoadResult> =>
    runLoad({ port, path: '/targets', connections: 4, seconds, ...more });
  /** The two that are compared take turns at being first. */
  const compare = async (oursFirst: boolean): Promise<Round> => {
    if (oursFirst) return { ours: await ask(ours.port), bare: await ask(bare.port) };
    return { bare: await ask(bare.port), ours: await ask(ours.port) };
  };
  const measure = async (round: number): Promise<Round> => ({
    ...(await compare(round % 2 === 0)),
    gzip: await ask(ours.port, ways.gzip),
    notModified: await ask(ours.port, ways.notModified),
    ...(nginx !== undefined && { nginx: await ask(nginx.port) }),
  });
  try {
    const taken: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      const one = await measure(round);
      if (round > 0) taken.push(one);
    }
    return reportOf(taken, bytes.length);
  } finally {
    for (const server of [ours, bare, nginx]) server?.close();
  }
}

function reportOf(taken: readonly Round[], bytes: number): Report {
  const rate = (way: Way): readonly number[] => taken.map((round) => round[way]?.perSecond ?? Number.NaN);
  const hasNginx = taken.some(({ nginx }) => nginx !== undefined);
  return {
    figures: [
      figure('bare node:http, the bytes ready', 'requests/s', rate('bare')),
      figure('our handler', 'requests/s', rate('ours')),
      figure('  as a share of bare node:http', 'of 1', ratios(rate('ours'), rate('bare')), {
        kind: 'at least',
        value: 0.85,
      }),
      ...(hasNginx ? nginxFigures(rate) : []),
      figure('our handler, gzip', 'requests/s', rate('gzip')),
      figure('our handler, 304', 'requests/s', rate('notModified')),
    ],
    plots: [
      {
        name: 'latency',
        title: 'Latency flat out, four connections',
        x: { label: 'share of the requests, %' },
        y: { label: 'ms', isLog: true },
        lines: (['ours', 'bare', 'gzip', 'notModified', 'nginx'] as const).flatMap((way) => {
          const all = taken.flatMap((round) => round[way]?.latenciesMs ?? []);
          return all.length === 0 ? [] : [{ name: way, points: percentiles(all) }];
        }),
      },
    ],
    notes: [`20,000 targets, ${bytes.toLocaleString('en-US')} bytes an answer.`, ...missingNote('nginx')],
  };
}

function nginxFigures(rate: (way: Way) => readonly number[]): readonly Figure[] {
  return [
    figure('nginx, a static file', 'requests/s', rate('nginx')),
    figure('  our handler as a share', 'of 1', ratios(rate('ours'), rate('nginx'))),
  ];
}

function percentiles(latenciesMs: readonly number[]): readonly (readonly [number, number])[] {
  const shares = [0, 10, 25, 50, 75, 90, 95, 99, 99.9];
  return shares.map((share) => [share, quantile(latenciesMs, share / 100)] as const);
}
