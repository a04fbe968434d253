/**
 * What a lookup costs: wire and node:dns side by side on a real NSD, and dnsperf as the ceiling.
 *
 * 1,000 pools of 20 nodes. Each round measures every subject once, one after the other, so that a
 * busy machine is busy for all; the figures are medians with their spread.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createNativeLookup, createWireLookup, type LookupQuestion, type SrvLookup } from '@spcs-sd/runtime';
import { pathOf } from '../../tests/support/needs.ts';
import { startNsd } from '../../tests/support/nsd.ts';
import { tempFolder } from '../../tests/support/temp.ts';
import { zoneFile } from '../../tests/support/zone-file.ts';

const origin = 'cp.spcs.internal';
const pools = 1000;
const nodes = 20;
const rounds = 7;
const atOnce = 200;

const nameOf = (pool: number): string => `discover.monitor.pool${pool}.${origin}`;

function zoneLines(): readonly string[] {
  return Array.from({ length: pools * nodes }, (_, i) => {
    const [pool, node] = [Math.floor(i / nodes), i % nodes];
    return [
      `discover.monitor.pool${pool} SRV 0 0 9001 node-${node}.pool${pool}`,
      `node-${node}.pool${pool} A 127.${64 + (pool >> 8)}.${pool & 255}.${node + 1}`,
    ];
  }).flat();
}

interface Measured {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

/** Every pool once, `atOnce` at a time. Throws when one answer is not whole. */
async function measure(lookup: SrvLookup, address: LookupQuestion['address']): Promise<Measured> {
  const { signal } = new AbortController();
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < pools) {
      const name = nameOf(next++);
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
  return { perSecond: pools / seconds, cpuMicroseconds: (user + system) / pools };
}

/** Answers a second that dnsperf gets over TCP with one client. */
async function dnsperfRate(port: number, queries: string): Promise<number> {
  const args = ['-s', '127.0.0.1', '-p', String(port), '-d', queries, '-m', 'tcp', '-c', '1', '-T', '1'];
  const { stdout } = await promisify(execFile)(pathOf('dnsperf'), [...args, '-q', String(atOnce), '-n', '5']);
  const rate = Number(/Queries per second:\s+([\d.]+)/.exec(stdout)?.[1]);
  if (Number.isNaN(rate)) throw new Error(`dnsperf said no rate:\n${stdout}`);
  return rate;
}

function summary(values: readonly number[], unit: string): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.round(share * (sorted.length - 1))] ?? 0).toFixed(2);
  return `${at(0.5)} ${unit} (${at(0)} to ${at(1)})`;
}

function print(label: string, values: readonly number[], unit: string): void {
  process.stdout.write(`${label.padEnd(44)} ${summary(values, unit)}\n`);
}

export async function benchDns(): Promise<void> {
  const nsd = await startNsd(zoneFile(origin, 1, zoneLines()));
  const folder = await tempFolder('bench-dns');
  const queries = folder.file('queries');
  await writeFile(queries, Array.from({ length: pools }, (_, i) => `${nameOf(i)} SRV\n`).join(''));
  const options = { servers: [nsd.address], timeoutMs: 10_000 };
  const lookups = {
    plain: createWireLookup(options),
    addresses: createWireLookup(options),
    native: createNativeLookup(options),
  };
  try {
    const taken = [];
    // The first round warms up: compilers, caches, and which names need TCP.
    for (let round = 0; round <= rounds; round++) {
      const native = await measure(lookups.native, 'hostname');
      const plain = await measure(lookups.plain, 'hostname');
      const addresses = await measure(lookups.addresses, 'ip');
      const dnsperf = await dnsperfRate(nsd.port, queries);
      if (round > 0) taken.push({ native, plain, addresses, dnsperf });
    }
    process.stdout.write(
      `${pools} pools of ${nodes} nodes on NSD, ${rounds} rounds: median (least to most)\n`,
    );
    print(
      'node:dns, SRV only: CPU an answer',
      taken.map((one) => one.native.cpuMicroseconds),
      'µs',
    );
    print(
      'wire, SRV only: CPU an answer',
      taken.map((one) => one.plain.cpuMicroseconds),
      'µs',
    );
    print(
      '  as a share of node:dns (at most 0.5)',
      taken.map((one) => one.plain.cpuMicroseconds / one.native.cpuMicroseconds),
      '',
    );
    print(
      'dnsperf over TCP, one client',
      taken.map((one) => one.dnsperf),
      'answers/s',
    );
    print(
      'wire with addresses over TCP',
      taken.map((one) => one.addresses.perSecond),
      'answers/s',
    );
    print(
      '  as a share of dnsperf (at least 0.35)',
      taken.map((one) => one.addresses.perSecond / one.dnsperf),
      '',
    );
  } finally {
    for (const lookup of Object.values(lookups)) lookup.close();
    await nsd.stop();
    await folder.remove();
  }
}
