/**
 * Our server against NSD and Knot: the same zone, the same answers, in kdig's words.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  kdigAll,
  type KdigAnswer,
  type KdigOptions,
  type KdigQuestion,
} from '../../../tests/support/kdig.ts';
import type { DnsServer as RealServer } from '../../../tests/support/dns-server.ts';
import { startKnot } from '../../../tests/support/knot.ts';
import { needs } from '../../../tests/support/needs.ts';
import { startNsd } from '../../../tests/support/nsd.ts';
import { fleet, type Fleet } from '../../../tests/support/zone.ts';
import { startDnsServer, type DnsServer } from './server.ts';

const types = ['SRV', 'A', 'AAAA', 'CNAME', 'TXT', 'NS', 'SOA', 'MX'];
const made: Fleet = fleet({ seed: 7, serial: 41, pools: 60 });
const { origin, records } = made.zone;

/** Names that have records, names above (some exist without records) and below them, names that do not exist. */
const names: readonly string[] = [
  ...new Set([
    origin,
    `pool000.${origin}`,
    `monitor.pool000.${origin}`,
    `nope.${origin}`,
    `below.ns.${origin}`,
    `DISCOVER.Monitor.pOOL000.CP.spcs.INTERNAL`,
    'example.com',
    'internal',
    ...made.pools.map((pool) => pool.endpoint),
    ...records.filter((_, i) => i % 10 === 0).map((record) => record.name),
  ]),
];
const questions: readonly KdigQuestion[] = names.flatMap((name) => types.map((type) => ({ name, type })));

const sorted = (values: readonly unknown[]): readonly string[] =>
  values.map((value) => JSON.stringify(value)).toSorted();

/** What must be alike. Servers differ in the NS and the addresses that they add to a positive answer. */
function comparable(answer: KdigAnswer | undefined): unknown {
  if (answer === undefined) throw new Error('no answer');
  const { rcode, authoritative, truncated } = answer;
  const soa = answer.authorities.filter(({ type }) => type === 'SOA');
  // How much of a cut answer is sent is each server's own choice: nobody may use it.
  if (truncated) return { rcode, authoritative, truncated };
  return { rcode, authoritative, truncated, answers: sorted(answer.answers), soa: sorted(soa) };
}

interface Difference {
  readonly question: string;
  readonly ours: string;
  readonly theirs: string;
}

/** The questions that two servers answer differently: a failure shows these alone. */
function differences(ours: readonly KdigAnswer[], theirs: readonly KdigAnswer[]): readonly Difference[] {
  return questions
    .map(({ name, type }, i) => ({
      question: `${name} ${type}`,
      ours: JSON.stringify(comparable(ours[i])),
      theirs: JSON.stringify(comparable(theirs[i])),
    }))
    .filter((pair) => pair.ours !== pair.theirs);
}

const transports: readonly (readonly [string, KdigOptions])[] = [
  ['UDP without EDNS', { transport: 'udp' }],
  ['UDP with EDNS of 1,232 bytes', { transport: 'udp', ednsBytes: 1232 }],
  ['UDP with EDNS of 4,096 bytes', { transport: 'udp', ednsBytes: 4096 }],
  ['TCP', { transport: 'tcp' }],
];

needs('nsd', 'knotd', 'kdig').describe('our DNS server', () => {
  let ours: DnsServer;
  let nsd: RealServer;
  let knot: RealServer;
  beforeAll(async () => {
    ours = await startDnsServer(made.zone, 0);
    nsd = await startNsd(made.zoneFiles[0]);
    knot = await startKnot(made.zoneFiles[0]);
  });
  afterAll(async () => {
    await Promise.all([ours.close(), nsd.stop(), knot.stop()]);
  });

  test.each(transports)('answers every name and type like NSD over %s', async (_, options) => {
    const [mine, theirs] = await Promise.all([
      kdigAll(ours.port, questions, options),
      kdigAll(nsd.port, questions, options),
    ]);
    expect(mine.length).toBe(questions.length);
    expect(differences(mine, theirs)).toEqual([]);
  });

  test('adds the addresses of SRV targets like Knot over TCP', async () => {
    const endpoints = made.pools.map((pool) => ({ name: pool.endpoint, type: 'SRV' }));
    const mine = await kdigAll(ours.port, endpoints, { transport: 'tcp' });
    const theirs = await kdigAll(knot.port, endpoints, { transport: 'tcp' });
    // Knot repeats an address when two SRV records share their target.
    const added = (answer: KdigAnswer): readonly string[] => [...new Set(sorted(answer.additionals))];
    expect(mine.map(added)).toEqual(theirs.map(added));
    expect(mine.flatMap(added).length).toBeGreaterThan(500);
  });

  test('leaves additional addresses out before it truncates an answer', async () => {
    const endpoints = made.pools.map((pool) => ({ name: pool.endpoint, type: 'SRV' }));
    const answers = await kdigAll(ours.port, endpoints, { transport: 'udp', ednsBytes: 1232 });
    const cut = answers.filter(
      ({ truncated, answers: found, additionals }) => !truncated && additionals.length < found.length,
    );
    expect(cut.length).toBeGreaterThan(5);
    expect(Math.max(...answers.map(({ messageBytes }) => messageBytes))).toBeLessThanOrEqual(1232);
  });
});
