/**
 * Damaged messages never crash or hang the readers, never cost more than their size allows, and never
 * give a list that dns-packet does not see in them. What the lean reader takes, the strict one takes too.
 *
 * `npm run fuzz` runs many more. FUZZ_SEED repeats a run.
 */
import {
  addressRecord,
  cnameRecord,
  craftMessage,
  nameBytes,
  optRecord,
  rcodes,
  soaRecord,
  srvRecord,
} from '@spcs-sd/sandbox';
import { isDeepStrictEqual } from 'node:util';
import { decode } from 'dns-packet';
import { expect, test } from 'vitest';
import { mutated, randomBelow } from '../../testing/mutated-message.ts';
import { answerOf, type Answer } from './answer.ts';
import { readLean } from './lean-answer.ts';
import { belongsTo, encodeQuestion, questionEnd } from './question-message.ts';
import { readStrictly } from './reading.ts';
import { fixedBytes, readResponse } from './response-message.ts';
import { additionalAddresses } from './service-record.ts';
import { typeNumber } from './type-number.ts';
import { isHostName } from './wire-name.ts';

const messages = Number(process.env['FUZZ_MESSAGES'] ?? 100_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
/** No single message may take longer, on a machine however busy. */
const slowestMs = 2000;

const name = 'discover.monitor.p1.cp.spcs.internal';
const question = encodeQuestion(name, 'SRV', true);
const end = questionEnd(name);
const asked = { id: 0, question: question.subarray(12, end) };
const hosts = Array.from({ length: 12 }, (_, i) => `node-${i}.p1.cp.spcs.internal`);
const services = hosts.map((host, i) => srvRecord(host, 9001 + i));
const along = hosts.map((host, i) => addressRecord(host, i % 3 === 0 ? `::${i}` : `127.64.0.${i}`));

/** Owners as NSD writes them: a label and a pointer into the question. */
const poolAt = 12 + 'discover.monitor.'.length;
const compressed = along.map((record, i) => ({
  ...record,
  owner: Buffer.concat([nameBytes(`node-${i}`).subarray(0, -1), Buffer.from([0xc0, poolAt])]),
}));

const seeds = [
  craftMessage({ ...asked, answers: services, additionals: [...along, optRecord()] }),
  craftMessage({ ...asked, answers: services.slice(0, 2), authorities: [soaRecord('internal', 5)] }),
  craftMessage({
    ...asked,
    answers: [
      cnameRecord(name, 'a.internal'),
      cnameRecord('a.internal', 'b.internal'),
      srvRecord(hosts[0] ?? '', 9001, { owner: nameBytes('b.internal') }),
    ],
    additionals: along.slice(0, 1),
  }),
  craftMessage({ ...asked, rcode: rcodes.NXDOMAIN, authorities: [soaRecord('internal', 5)] }),
  craftMessage({ ...asked, rcode: rcodes.SERVFAIL, additionals: [optRecord(1232, 1)] }),
  craftMessage({
    ...asked,
    answers: services.slice(0, 4),
    authorities: [soaRecord('internal', 5)],
    additionals: [...compressed.slice(0, 4), addressRecord('ns.internal', '127.0.0.1'), optRecord()],
  }),
];

/** As a transport and the lookup read it; undefined when it answers no question of ours. */
function read(message: Buffer): Answer | undefined {
  if (!belongsTo(message, question, end)) return undefined;
  const response = readResponse(message, end);
  return response.kind === 'response'
    ? answerOf(response, name, 'SRV')
    : { kind: 'unknown', why: 'malformed', detail: response.detail };
}

function checkRecords(message: Buffer, answer: Extract<Answer, { readonly kind: 'records' }>): void {
  const found = answer.services.map(({ target, port }) => ({ target, port }));
  const { addresses } = additionalAddresses(answer.message, answer.services);
  expect(found.every(({ target }) => target === '.' || isHostName(target))).toBe(true);
  expect(answer.ttlSeconds).toBeGreaterThanOrEqual(5);
  expect(answer.ttlSeconds).toBeLessThanOrEqual(86_400);
  expect([...addresses.values()].flat().length).toBeLessThan(message.length);
  const byPacket = servicesByDnsPacket(message);
  if (byPacket !== undefined) expect(found, message.toString('hex')).toEqual(byPacket);
}

/**
 * A copy for dns-packet, which reads what is not whole beyond its length and loses its way in what
 * follows: all but services and addresses get a type that it skips. The shape of no record changes.
 */
function plainCopy(message: Buffer): Buffer {
  const response = readResponse(message, end);
  if (response.kind === 'malformed') return message;
  const copy = Buffer.from(message);
  for (const { type, start } of [...response.authorities, ...response.additionals]) {
    if (!plainTypes.includes(type)) copy.writeUInt16BE(privateType, start - fixedBytes);
  }
  return copy;
}

const plainTypes: readonly number[] = [typeNumber.SRV, typeNumber.A, typeNumber.AAAA];
/** RFC 6895, section 3.1: nobody gives it a meaning. */
const privateType = 0xff00;

/** Undefined when dns-packet cannot say: it gives up for any broken record, also in a section that we leave out. */
function servicesByDnsPacket(message: Buffer): unknown {
  try {
    const answers = decode(plainCopy(message)).answers ?? [];
    if (answers.some(({ type }) => type !== 'SRV' && type !== 'CNAME')) return undefined;
    return answers.flatMap((record) =>
      record.type === 'SRV' ? [{ target: record.data.target.toLowerCase(), port: record.data.port }] : [],
    );
  } catch {
    return undefined;
  }
}

const modes = ['ip', 'hostname'] as const;

/** Returns whether the lean reader took it. */
function checkLean(message: Buffer): boolean {
  let took = false;
  for (const address of modes) {
    const lean = readLean(message, end, address);
    if (lean === undefined) continue;
    took = true;
    const strict = readStrictly(message, end, { name, type: 'SRV', address, port: 9001 });
    // The runner's own comparison takes a hundred times as long.
    if (!isDeepStrictEqual(lean, strict)) expect(lean, message.toString('hex')).toEqual(strict);
    const byPacket = targetsByDnsPacket(message, address);
    if (byPacket === undefined || isDeepStrictEqual(lean.records, byPacket)) continue;
    expect(lean.records, message.toString('hex')).toEqual(byPacket);
  }
  return took;
}

/** As `servicesByDnsPacket`, with the addresses that come along. */
function targetsByDnsPacket(message: Buffer, address: 'ip' | 'hostname'): unknown {
  try {
    const { answers = [], additionals = [] } = decode(plainCopy(message));
    return answers.flatMap((answer) => {
      if (answer.type !== 'SRV') return [];
      const node = answer.data.target.toLowerCase();
      const { port } = answer.data;
      if (address === 'hostname') return [{ host: node, port, node }];
      return additionals.flatMap((record) => {
        if (record.type !== 'A' && record.type !== 'AAAA') return [];
        // It takes the highest bit of a class for a sign of multicast DNS, and the rest for the class.
        const isInternet = record.class === 'IN' && record.flush !== true;
        return isInternet && record.name.toLowerCase() === node ? [{ host: record.data, port, node }] : [];
      });
    });
  } catch {
    return undefined;
  }
}

test('the seeds are read as they are meant', () => {
  expect(seeds.map((message) => read(message)?.kind)).toEqual([
    'records',
    'records',
    'records',
    'absent',
    'unknown',
    'records',
  ]);
  expect(seeds.map((message) => readLean(message, end, 'ip') !== undefined)).toEqual([
    true,
    true,
    false,
    false,
    false,
    true,
  ]);
});

test(
  `${messages} damaged messages, seed ${seed}`,
  () => {
    const random = randomBelow(seed);
    const kinds = new Map<string, number>();
    let slowest = 0;
    let takenLean = 0;
    for (let count = 0; count < messages; count++) {
      const message = mutated(seeds[random(seeds.length)] ?? question, random);
      const startMs = performance.now();
      const answer = read(message);
      slowest = Math.max(slowest, performance.now() - startMs);
      if (answer?.kind === 'records') checkRecords(message, answer);
      if (answer !== undefined && checkLean(message)) takenLean += 1;
      const kind = answer?.kind ?? 'ignored';
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    expect(slowest).toBeLessThan(slowestMs);
    // Otherwise the damage is too light or too heavy to test anything.
    for (const kind of ['ignored', 'records', 'absent', 'unknown']) {
      expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(messages / 200);
    }
    expect(takenLean).toBeGreaterThan(messages / 100);
  },
  messages,
);
