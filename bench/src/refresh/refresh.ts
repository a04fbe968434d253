/**
 * What it costs to learn a whole fleet from NSD: the real refresh loop beside what `node:dns` can do.
 *
 * 1,000 pools of 20 nodes. Every round measures each way once, one right after the other. The loop is
 * measured twice: with a new resolver, which has to find out first which names need TCP, and with one
 * that has asked before, as every refresh but the first.
 */
import type { DnsServer } from '../../../tests/support/dns-server.ts';
import { startNsd } from '../../../tests/support/nsd.ts';
import { fleetZone, targetsIn, type Fleet } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, ratios } from '../frame/figures.ts';
import { costOf, lastingLookup, refreshOnce, type Cost } from './loop.ts';
import { askConcurrently, askOneByOne } from './peers.ts';

const fleet: Fleet = { pools: 1000, nodes: 20 };
const usualRounds = 7;

interface Round {
  readonly first: Cost;
  readonly later: Cost;
  readonly oneByOne: Cost;
  readonly concurrent: Cost;
}

async function whole(ask: (server: string, fleet: Fleet) => Promise<number>, server: string): Promise<Cost> {
  return costOf(async () => {
    const targets = await ask(server, fleet);
    if (targets !== targetsIn(fleet)) throw new Error(`${targets} of ${targetsIn(fleet)} targets`);
  });
}

async function measure({ address }: DnsServer, later: ReturnType<typeof lastingLookup>): Promise<Round> {
  const fresh = lastingLookup(address);
  try {
    return {
      later: await refreshOnce(fleet, later),
      oneByOne: await whole(askOneByOne, address),
      first: await refreshOnce(fleet, fresh),
      concurrent: await whole(askConcurrently, address),
    };
  } finally {
    fresh.end();
  }
}

export async function benchRefresh(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const nsd = await startNsd(fleetZone(fleet, { plainAddresses: true }));
  const later = lastingLookup(nsd.address);
  try {
    const taken: Round[] = [];
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      const one = await measure(nsd, later);
      if (round > 0) taken.push(one);
    }
    return reportOf(taken);
  } finally {
    later.end();
    await nsd.stop();
  }
}

function reportOf(taken: readonly Round[]): Report {
  const wall = (way: keyof Round): readonly number[] => taken.map((round) => round[way].wallMs);
  const cpu = (way: keyof Round): readonly number[] => taken.map((round) => round[way].cpuMs);
  const faster = (way: keyof Round, ours: keyof Round): readonly number[] => ratios(wall(way), wall(ours));
  return {
    figures: [
      figure('addresses one pool after the other, as mdservice asks', 'ms', wall('oneByOne')),
      figure('node:dns, SRV and addresses, 250 questions in flight', 'ms', wall('concurrent')),
      figure('the refresh loop, every time but the first', 'ms', wall('later')),
      figure('  faster than one after the other', 'times', faster('oneByOne', 'later'), {
        kind: 'at least',
        value: 10,
      }),
      figure('  faster than node:dns', 'times', faster('concurrent', 'later'), {
        kind: 'at least',
        value: 4,
      }),
      figure('the refresh loop, the first time', 'ms', wall('first')),
      figure('  faster than one after the other', 'times', faster('oneByOne', 'first')),
      figure('  faster than node:dns', 'times', faster('concurrent', 'first')),
      figure('CPU: one after the other', 'ms', cpu('oneByOne')),
      figure('CPU: node:dns', 'ms', cpu('concurrent')),
      figure('CPU: the refresh loop', 'ms', cpu('later')),
    ],
    notes: [`${fleet.pools} pools of ${fleet.nodes} nodes on NSD, ${taken.length} rounds.`],
  };
}
