/**
 * What it costs to learn a whole fleet from NSD: the real refresh loop beside what `node:dns` and Go's
 * resolver can do.
 *
 * 1,000 pools of 20 nodes, on loopback and a millisecond away. Every round measures each way once, one right
 * after the other. The loop is measured twice: with a new resolver, which has to find out first which names
 * need TCP, and with one that has asked before, as every refresh but the first.
 */
import type { SrvLookup } from '@spcs-sd/runtime';
import { startNsd } from '../../../tests/support/nsd.ts';
import { servedSerial } from '../../../tests/support/soa.ts';
import { tempFolder } from '../../../tests/support/temp.ts';
import { createCeiling, dnsperfRate, type Ceiling } from '../dnsperf.ts';
import { fleetZone, nameOf, targetsIn, type Fleet } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { partShares, sharesText } from '../frame/profile.ts';
import { startDistantDns } from '../world/distant-dns.ts';
import { measureChanges } from './changes.ts';
import { buildGoLoop, type GoLoop } from './go-loop.ts';
import { costOf, lastingLookup, refreshOnce, type Cost } from './loop.ts';
import { partOf } from './parts.ts';
import { askConcurrently, askOneByOne } from './peers.ts';
import { reportOf, type Place, type Round, type Sequential } from './refresh-report.ts';

const fleet: Fleet = { pools: 1000, nodes: 20 };
const usualRounds = 7;
/** Rounds of every way on loopback: a program that runs for days has compiled what it runs all the time. */
const warmUps = 6;
const farMs = 1;
/** Single questions, to know how far away a server really is. */
const questions = 50;
/** What dnsperf keeps in flight, and how often it asks all. */
const [atOnce, passes] = [256, 5];
const profiledRefreshes = 10;

/** A server, and what asks it over all rounds. */
interface Asked {
  readonly port: number;
  readonly address: string;
  readonly lasting: ReturnType<typeof lastingLookup>;
}

const askedAt = ({ port, address }: { readonly port: number; readonly address: string }): Asked => {
  return { port, address, lasting: lastingLookup(address) };
};

async function whole(ask: (server: string, fleet: Fleet) => Promise<number>, server: string): Promise<Cost> {
  return costOf(async () => {
    const targets = await ask(server, fleet);
    if (targets !== targetsIn(fleet)) throw new Error(`${targets} of ${targetsIn(fleet)} targets`);
  });
}

/** For the samples of a profile. */
async function refreshOften(lookup: SrvLookup): Promise<void> {
  for (let time = 0; time < profiledRefreshes; time++) await refreshOnce(fleet, lookup);
}

async function oneQuestionMs(port: number): Promise<number> {
  const { wallMs } = await costOf(async () => {
    for (let asked = 0; asked < questions; asked++) await servedSerial(port, 'cp.spcs.internal');
  });
  return wallMs / questions;
}

async function sequential(address: string, goLoop: GoLoop | undefined): Promise<Sequential> {
  const oneByOne = await whole(askOneByOne, address);
  return goLoop === undefined ? { oneByOne } : { oneByOne, goLoop: await goLoop.ask(address, fleet) };
}

/** What does not change from round to round. */
interface Peers {
  readonly goLoop: GoLoop | undefined;
  readonly ceiling: Ceiling;
}

async function measure({ port, address, lasting }: Asked, { goLoop, ceiling }: Peers): Promise<Place> {
  const fresh = lastingLookup(address);
  try {
    return {
      oneQuestionMs: await oneQuestionMs(port),
      later: await refreshOnce(fleet, lasting),
      ...(await sequential(address, goLoop)),
      first: await refreshOnce(fleet, fresh),
      dnsperfMs: (fleet.pools * 1000) / (await dnsperfRate(ceiling, { port, atOnce, passes })),
    };
  } finally {
    fresh.end();
  }
}

export async function benchRefresh(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const nsd = await startNsd(fleetZone(fleet, { plainAddresses: true }));
  const distant = await startDistantDns(nsd.port, farMs);
  const [near, far] = [askedAt(nsd), askedAt(distant)];
  const goLoop = await buildGoLoop();
  const folder = await tempFolder('bench-refresh');
  try {
    const names = Array.from({ length: fleet.pools }, (_, pool) => nameOf(pool));
    const questions = { names, nodes: fleet.nodes, transport: 'tcp' } as const;
    const peers = { goLoop, ceiling: await createCeiling(questions, nsd.port, folder) };
    for (let warmUp = 1; warmUp <= warmUps; warmUp++) {
      say(`warming up, ${warmUp} of ${warmUps}`);
      await measure(near, { ...peers, goLoop: undefined });
      await whole(askConcurrently, nsd.address);
    }
    const taken: Round[] = [];
    // The first round teaches the other resolver which names need TCP.
    for (let round = 0; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      const one = {
        near: await measure(near, peers),
        concurrent: await whole(askConcurrently, nsd.address),
        far: await measure(far, peers),
      };
      if (round > 0) taken.push(one);
    }
    say('where the time goes');
    const shares = await partShares(() => refreshOften(near.lasting), partOf);
    const changes = await measureChanges(nsd, fleet, rounds, say);
    return reportOf({ fleet, farMs, taken, changes, profile: sharesText(shares) });
  } finally {
    for (const { lasting } of [near, far]) lasting.end();
    await goLoop?.remove();
    await folder.remove();
    await distant.stop();
    await nsd.stop();
  }
}
