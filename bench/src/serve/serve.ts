/**
 * How fast the list is served, beside a bare `node:http` handler with the bytes ready, and nginx.
 *
 * The servers run in this process and the clients in a thread of it; each round asks every server once, one
 * right after the other, for half a second.
 */
import { encodeTargetGroups } from '@spcs-sd/core';
import { snapshotOf } from '../core/fleet-snapshot.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, median, quantile, ratios, type Figure } from '../frame/figures.ts';
import { missingNote } from '../frame/installed.ts';
import type { Plot } from '../frame/plot.ts';
import { runLoad, type Load, type LoadResult } from '../load/load.ts';
import { serveByNginx } from './nginx.ts';
import { serveBytes, serveOurs } from './servers.ts';

const usualRounds = 16;
const seconds = 0.5;
/** The size that the bound is for; others are measured in fewer rounds. */
const boundTargets = 20_000;
const nodes = 20;

const ways = {
  ours: {},
  bare: {},
  gzip: { headers: ['Accept-Encoding: gzip'] },
  notModified: { isConditional: true },
} as const satisfies Readonly<Record<string, Partial<Load>>>;

type Way = keyof typeof ways | 'nginx';

const wayNames: Readonly<Record<Way, string>> = {
  ours: 'our handler',
  bare: 'bare node:http',
  gzip: 'our handler, gzip',
  notModified: 'our handler, 304',
  nginx: 'nginx',
};
const allWays = ['ours', 'bare', 'gzip', 'notModified', 'nginx'] as const;
type Round = Readonly<Partial<Record<Way, LoadResult>>>;

interface Size {
  readonly targets: number;
  readonly bytes: number;
  readonly taken: readonly Round[];
}

/** Throws when an answer was none: a refusal is quick. */
async function ask(port: number, code: number, bytes: number, more: Partial<Load> = {}): Promise<LoadResult> {
  const result = await runLoad({ port, path: '/targets', connections: 4, seconds, ...more });
  const others = Object.keys(result.codes).filter((one) => one !== String(code));
  if (others.length > 0) throw new Error(`answers with code ${others.join(', ')} instead of ${code}`);
  if (result.bytesEach < bytes) throw new Error(`an answer of ${result.bytesEach} of ${bytes} bytes`);
  return result;
}

async function measureSize(targets: number, rounds: number, say: Say): Promise<Size> {
  const snapshot = snapshotOf({ pools: Math.ceil(targets / nodes), nodes });
  const bytes = Buffer.from(encodeTargetGroups(snapshot.groups));
  const [ours, bare] = [await serveOurs(snapshot), await serveBytes(bytes)];
  const nginx = await serveByNginx(bytes);
  const whole = (port: number): Promise<LoadResult> => ask(port, 200, bytes.length);
  /** The two that are compared take turns at being first. */
  const compare = async (oursFirst: boolean): Promise<Round> => {
    if (oursFirst) return { ours: await whole(ours.port), bare: await whole(bare.port) };
    return { bare: await whole(bare.port), ours: await whole(ours.port) };
  };
  const measure = async (round: number): Promise<Round> => ({
    ...(await compare(round % 2 === 0)),
    gzip: await ask(ours.port, 200, 1, ways.gzip),
    notModified: await ask(ours.port, 304, 0, ways.notModified),
    ...(nginx !== undefined && { nginx: await whole(nginx.port) }),
  });
  try {
    const taken: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(`${targets} targets, round ${round} of ${rounds}`);
      const one = await measure(round);
      if (round > 0) taken.push(one);
    }
    return { targets, bytes: bytes.length, taken };
  } finally {
    for (const server of [ours, bare, nginx]) server?.close();
  }
}

export async function benchServe(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const others = choice.sizes.filter((size) => size !== boundTargets);
  const sizes: Size[] = [await measureSize(boundTargets, rounds, say)];
  for (const size of others) sizes.push(await measureSize(size, Math.ceil(rounds / 4), say));
  return reportOf(sizes);
}

const rateOf =
  ({ taken }: Size) =>
  (way: Way): readonly number[] =>
    taken.map((round) => round[way]?.perSecond ?? Number.NaN);

function reportOf(sizes: readonly Size[]): Report {
  return {
    figures: sizes.flatMap(figuresOf),
    plots: [...ratePlot(sizes), ...latencyPlot(sizes[0]?.taken ?? [])],
    notes: [
      `Four connections, in pools of ${nodes}. Bytes of an answer: ` +
        `${sizes.map(({ targets, bytes }) => `${bytes.toLocaleString('en-US')} for ${targets.toLocaleString('en-US')} targets`).join(', ')}.`,
      'Clients are a thread of the same process; nginx is another process, with one worker.',
      ...missingNote('nginx'),
    ],
  };
}

function figuresOf(size: Size): readonly Figure[] {
  const rate = rateOf(size);
  const bound = size.targets === boundTargets ? ({ kind: 'at least', value: 0.85 } as const) : undefined;
  const hasNginx = size.taken.some(({ nginx }) => nginx !== undefined);
  const name = `${size.targets.toLocaleString('en-US')} targets`;
  return [
    figure(`${name}: bare node:http, the bytes ready`, 'requests/s', rate('bare')),
    figure('  our handler', 'requests/s', rate('ours')),
    figure('  as a share of bare node:http', 'of 1', ratios(rate('ours'), rate('bare')), bound),
    ...(hasNginx ? nginxFigures(rate) : []),
    figure('  our handler, gzip', 'requests/s', rate('gzip')),
    figure('  our handler, 304', 'requests/s', rate('notModified')),
  ];
}

/** Nothing to draw of one size. */
function ratePlot(sizes: readonly Size[]): readonly Plot[] {
  if (sizes.length < 2) return [];
  const sorted = sizes.toSorted((a, b) => a.targets - b.targets);
  const hasNginx = sizes.every(({ taken }) => taken.every(({ nginx }) => nginx !== undefined));
  const drawn = allWays.filter((way) => way !== 'nginx' || hasNginx);
  return [
    {
      name: 'rate',
      title: 'Requests a second by the size of the list',
      x: { label: 'targets', isLog: true },
      y: { label: 'requests/s', isLog: true },
      lines: drawn.map((way) => ({
        name: wayNames[way],
        points: sorted.map((size) => [size.targets, median(rateOf(size)(way))] as const),
      })),
    },
  ];
}

function latencyPlot(taken: readonly Round[]): readonly Plot[] {
  return [
    {
      name: 'latency',
      title: `Latency flat out, four connections, ${boundTargets.toLocaleString('en-US')} targets`,
      x: { label: 'share of the requests, %' },
      y: { label: 'ms', isLog: true },
      lines: allWays.flatMap((way) => {
        const all = taken.flatMap((round) => round[way]?.latenciesMs ?? []);
        return all.length === 0 ? [] : [{ name: wayNames[way], points: percentiles(all) }];
      }),
    },
  ];
}

function nginxFigures(rate: (way: Way) => readonly number[]): readonly Figure[] {
  return [
    figure('  nginx, a static file', 'requests/s', rate('nginx')),
    figure('  our handler as a share of nginx', 'of 1', ratios(rate('ours'), rate('nginx'))),
  ];
}

function percentiles(latenciesMs: readonly number[]): readonly (readonly [number, number])[] {
  const shares = [0, 10, 25, 50, 75, 90, 95, 99, 99.9];
  return shares.map((share) => [share, quantile(latenciesMs, share / 100)] as const);
}
