/**
 * What a lookup costs: wire and node:dns side by side on a real NSD, and dnsperf as the ceiling.
 *
 * 1,000 pools of 20 nodes. Each round measures every subject once, each pair one right after the other,
 * so that a busy machine is busy for both; a share is that of one round. All ask the same names with as
 * many in flight. NSD takes its part of the same processors.
 */
import { writeFile } from 'node:fs/promises';
import { createNativeLookup, createWireLookup, type LookupQuestion, type SrvLookup } from '@spcs-sd/runtime';
import { startNsd } from '../../tests/support/nsd.ts';
import { tempFolder } from '../../tests/support/temp.ts';
import { runDnsperf, wholeAnswerBytes } from './dnsperf.ts';
import { fleetZone, nameOf } from './fleet.ts';
import type { Choice, Report, Say } from './frame/benchmark.ts';
import { figure, ratios } from './frame/figures.ts';

const pools = 1000;
const nodes = 20;
const usualRounds = 9;
const atOnce = 200;
/** How often each subject asks all names in one round. */
const passes = 3;

interface Measured {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

/** Every pool `passes` times, `atOnce` at a time. Throws when one answer is not whole. */
async function measure(lookup: SrvLookup, address: LookupQuestion['address']): Promise<Measured> {
  const { signal } = new AbortController();
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  const questions = pools * passes;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < questions) {
      const name = nameOf(next++ % pools);
      const question = { name, recordType: 'SRV', gaveSrv: true, port: 9001, transport: 'any' } as const;
      const outcome = await lookup.lookup({ ...question, address }, signal);
      if (outcome.kind !== 'records' || outcome.records.length !== nodes) {
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
}

function reportOf(taken: readonly Round[]): Report {
  const each = (value: (round: Round) => number): readonly number[] => taken.map(value);
  const nativeCpu = each(({ native }) => native.cpuMicroseconds);
  const plainCpu = each(({ plain }) => plain.cpuMicroseconds);
  const dnsperf = each((round) => round.dnsperf);
  const rate = each(({ addresses }) => addresses.perSecond);
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
      figure('  as a share of dnsperf', 'of 1', ratios(rate, dnsperf), { kind: 'at least', value: 0.5 }),
      figure(
        '  CPU an answer',
        'µs',
        each(({ addresses }) => addresses.cpuMicroseconds),
      ),
    ],
    notes: [`${pools} pools of ${nodes} nodes on NSD, ${atOnce} in flight, ${taken.length} rounds.`],
  };
}

export async function benchDns(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const nsd = await startNsd(fleetZone({ pools, nodes }));
  const folder = await tempFolder('bench-dns');
  const queries = folder.file('queries');
  await writeFile(queries, Array.from({ length: pools }, (_, i) => `${nameOf(i)} SRV\n`).join(''));
  const options = { servers: [nsd.address], timeoutMs: 10_000 };
  const native = createNativeLookup(options);
  const plain = createWireLookup(options);
  const addresses = createWireLookup(options);
  try {
    const wholeBytes = await wholeAnswerBytes(nsd.port, nameOf(pools - 1), nodes);
    const taken: Round[] = [];
    // The first round warms up: compilers, caches, and which names need TCP.
    for (let round = 0; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      const byNative = await measure(native, 'hostname');
      const byPlain = await measure(plain, 'hostname');
      const byAddresses = await measure(addresses, 'ip');
      const { perSecond, answerBytes } = await runDnsperf({ port: nsd.port, queries, atOnce, passes });
      // Longer and shorter pool numbers make a few bytes of difference on average.
      if (Math.abs(answerBytes - wholeBytes) > wholeBytes * 0.1) {
        throw new Error(`dnsperf got answers of ${answerBytes} bytes, expected about ${wholeBytes}`);
      }
      if (round > 0) {
        taken.push({ native: byNative, plain: byPlain, addresses: byAddresses, dnsperf: perSecond });
      }
    }
    return reportOf(taken);
  } finally {
    for (const lookup of [native, plain, addresses]) lookup.close();
    await nsd.stop();
    await folder.remove();
  }
}
