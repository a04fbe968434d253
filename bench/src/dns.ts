/**
 * What a lookup costs: wire and node:dns side by side on a real NSD, and dnsperf as the ceiling.
 *
 * 1,000 pools of 20 nodes, whose addresses need TCP, and 1,000 of 5 nodes, whose addresses fit into UDP.
 * Each round measures every subject once, each pair one right after the other, so that a busy machine is
 * busy for both; a share is that of one round. All ask the same names with as many in flight. NSD takes its
 * part of the same processors.
 */
import { createNativeLookup, createWireLookup, type LookupQuestion, type SrvLookup } from '@spcs-sd/runtime';
import { startNsd } from '../../tests/support/nsd.ts';
import { tempFolder } from '../../tests/support/temp.ts';
import { bareUdpRate } from './bare-udp.ts';
import { createCeiling, dnsperfRate, type Ceiling } from './dnsperf.ts';
import { fleetZone, nameOf } from './fleet.ts';
import type { Choice, Report, Say } from './frame/benchmark.ts';
import { figure, ratios } from './frame/figures.ts';
import { partShares, sharesText } from './frame/profile.ts';
import { partOf } from './refresh/parts.ts';

/** Answers with addresses that only TCP has room for, and answers that fit into UDP. */
const large = { firstPool: 0, pools: 1000, nodes: 20 } as const;
const small = { firstPool: 1000, pools: 1000, nodes: 5 } as const;
const usualRounds = 9;
/** For compilers, caches, and which names need TCP: a program that runs for days has all of that. */
const warmUps = 8;
const atOnce = 200;
/** How often each subject asks all names in one round. */
const passes = 3;

type Pools = typeof large | typeof small;

interface Measured {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

const namesOf = ({ firstPool, pools }: Pools): readonly string[] =>
  Array.from({ length: pools }, (_, i) => nameOf(firstPool + i));

/** What a subject is asked. `transport`: that of the answers that count. */
interface Subject {
  readonly lookup: SrvLookup;
  readonly pools: Pools;
  readonly address: LookupQuestion['address'];
  readonly transport?: 'udp' | 'tcp';
}

/** Every pool `passes` times, `atOnce` at a time. Throws when one answer is not whole. */
async function measure({ lookup, pools, address, transport }: Subject): Promise<Measured> {
  const { signal } = new AbortController();
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  const questions = pools.pools * passes;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < questions) {
      const name = nameOf(pools.firstPool + (next++ % pools.pools));
      const question = { name, recordType: 'SRV', gaveSrv: true, port: 9001, transport: 'any' } as const;
      const outcome = await lookup.lookup({ ...question, address }, signal);
      const isWhole = outcome.kind === 'records' && outcome.records.length === pools.nodes;
      if (!isWhole || (transport !== undefined && outcome.transport !== transport)) {
        throw new Error(`${name}: ${JSON.stringify(outcome)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const { user, system } = process.cpuUsage(startCpu);
  const seconds = (performance.now() - startMs) / 1000;
  return { perSecond: questions / seconds, cpuMicroseconds: (user + system) / questions };
}

interface Round {
  readonly native: Measured;
  readonly plain: Measured;
  readonly addresses: Measured;
  readonly dnsperf: number;
  /** Of the small pools. */
  readonly overUdp: Measured;
  readonly dnsperfUdp: number;
  readonly bareUdp: number;
}

function reportOf(taken: readonly Round[], profile: string): Report {
  const each = (value: (round: Round) => number): readonly number[] => taken.map(value);
  const nativeCpu = each(({ native }) => native.cpuMicroseconds);
  const plainCpu = each(({ plain }) => plain.cpuMicroseconds);
  const dnsperf = each((round) => round.dnsperf);
  const dnsperfUdp = each((round) => round.dnsperfUdp);
  const bareUdp = each((round) => round.bareUdp);
  const rate = each(({ addresses }) => addresses.perSecond);
  const udpRate = each(({ overUdp }) => overUdp.perSecond);
  const half = { kind: 'at least', value: 0.5 } as const;
  return {
    figures: [
      figure('node:dns, SRV only: CPU an answer', 'µs', nativeCpu),
      figure('wire, SRV only: CPU an answer', 'µs', plainCpu),
      figure('  as a share of node:dns', 'of 1', ratios(plainCpu, nativeCpu), {
        kind: 'at most',
        value: 0.2,
      }),
      figure('dnsperf over TCP, one client', 'answers/s', dnsperf),
      figure('wire with addresses over TCP', 'answers/s', rate),
      figure('  as a share of dnsperf', 'of 1', ratios(rate, dnsperf), half),
      figure(
        '  CPU an answer',
        'µs',
        each(({ addresses }) => addresses.cpuMicroseconds),
      ),
      figure('dnsperf over UDP, one client', 'answers/s', dnsperfUdp),
      figure('bare node:dgram over UDP, answers unread', 'answers/s', bareUdp),
      figure('wire with addresses over UDP', 'answers/s', udpRate),
      figure('  as a share of dnsperf', 'of 1', ratios(udpRate, dnsperfUdp), half),
      figure('  as a share of bare node:dgram', 'of 1', ratios(udpRate, bareUdp)),
      figure(
        '  CPU an answer',
        'µs',
        each(({ overUdp }) => overUdp.cpuMicroseconds),
      ),
    ],
    notes: [
      `${large.pools} pools of ${large.nodes} nodes on NSD, ${atOnce} in flight, ${taken.length} rounds. ` +
        `Over UDP ${small.pools} pools of ${small.nodes} nodes, whose answers fit with all addresses.`,
      profile,
    ],
  };
}

export async function benchDns(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const nodesOf = (pool: number): number => (pool < small.firstPool ? large.nodes : small.nodes);
  const nsd = await startNsd(fleetZone({ pools: large.pools + small.pools, nodes: 0 }, { nodesOf }));
  const folder = await tempFolder('bench-dns');
  const options = { servers: [nsd.address], timeoutMs: 10_000 };
  const native = createNativeLookup(options);
  const plain = createWireLookup(options);
  const addresses = createWireLookup(options);
  const overUdp = createWireLookup(options);
  try {
    const ceiling = async (pools: Pools, transport: 'udp' | 'tcp'): Promise<Ceiling> =>
      createCeiling({ names: namesOf(pools), nodes: pools.nodes, transport }, nsd.port, folder);
    const [tcpCeiling, udpCeiling] = [await ceiling(large, 'tcp'), await ceiling(small, 'udp')];
    const load = { port: nsd.port, atOnce, passes };
    const subjects = {
      native: { lookup: native, pools: large, address: 'hostname' },
      plain: { lookup: plain, pools: large, address: 'hostname' },
      addresses: { lookup: addresses, pools: large, address: 'ip', transport: 'tcp' },
      overUdp: { lookup: overUdp, pools: small, address: 'ip', transport: 'udp' },
    } as const;
    for (let warmUp = 1; warmUp <= warmUps; warmUp++) {
      say(`warming up, ${warmUp} of ${warmUps}`);
      for (const subject of Object.values(subjects)) await measure(subject);
    }
    const bare = { ...load, names: namesOf(small) };
    const taken: Round[] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      taken.push({
        native: await measure(subjects.native),
        plain: await measure(subjects.plain),
        addresses: await measure(subjects.addresses),
        dnsperf: await dnsperfRate(tcpCeiling, load),
        overUdp: await measure(subjects.overUdp),
        dnsperfUdp: await dnsperfRate(udpCeiling, load),
        bareUdp: await bareUdpRate(bare),
      });
    }
    say('where the time goes');
    const shares = await partShares(() => measure(subjects.overUdp).then(() => undefined), partOf);
    return reportOf(taken, `Where the time of wire over UDP goes: ${sharesText(shares)}.`);
  } finally {
    for (const lookup of [native, plain, addresses, overUdp]) lookup.close();
    await nsd.stop();
    await folder.remove();
  }
}
