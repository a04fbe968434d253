/**
 * Damaged messages never crash or hang the reader, never cost more than their size allows, and never
 * give a list that dns-packet does not see in them.
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
import { decode } from 'dns-packet';
import { expect, test } from 'vitest';
import { mutated, randomBelow } from '../testing/mutated-message.ts';
import { answerOf, type Answer } from './answer.ts';
import { belongsTo, encodeQuestion, questionEnd } from './question-message.ts';
import { readResponse } from './response-message.ts';
import { additionalAddresses } from './service-record.ts';
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
 * Undefined when dns-packet cannot say: it gives up for any broken record, also in a section that we
 * leave out, and reads other types beyond their length.
 */
function servicesByDnsPacket(message: Buffer): unknown {
  try {
    const answers = decode(message).answers ?? [];
    if (answers.some(({ type }) => type !== 'SRV' && type !== 'CNAME')) return undefined;
    return answers.flatMap((record) =>
      record.type === 'SRV' ? [{ target: record.data.target.toLowerCase(), port: record.data.port }] : [],
    );
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
  ]);
});

test(
  `${messages} damaged messages, seed ${seed}`,
  () => {
    const random = randomBelow(seed);
    const kinds = new Map<string, number>();
    let slowest = 0;
    for (let count = 0; count < messages; count++) {
      const message = mutated(seeds[random(seeds.length)] ?? question, random);
      const startMs = performance.now();
      const answer = read(message);
      slowest = Math.max(slowest, performance.now() - startMs);
      if (answer?.kind === 'records') checkRecords(message, answer);
      const kind = answer?.kind ?? 'ignored';
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    expect(slowest).toBeLessThan(slowestMs);
    // Otherwise the damage is too light or too heavy to test anything.
    for (const kind of ['ignored', 'records', 'absent', 'unknown']) {
      expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(messages / 200);
    }
  },
  messages,
);
