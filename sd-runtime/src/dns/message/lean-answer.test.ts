/**
 * What the lean reader takes is what the strict reader takes; it takes the usual, and nothing doubtful.
 */
import {
  addressRecord,
  cnameRecord,
  craftMessage,
  flagBits,
  labelBytes,
  nameBytes,
  optRecord,
  rcodes,
  soaRecord,
  srvRecord,
  type CraftedMessage,
} from '@spcs-sd/sandbox';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLean } from './lean-answer.ts';
import { encodeQuestion, headerBytes, questionEnd } from './question-message.ts';
import { readStrictly, type Asked } from './reading.ts';

const name = 'monitor.p1.internal';
const endsAt = questionEnd(name);
const question = encodeQuestion(name, 'SRV', false).subarray(headerBytes, endsAt);

function crafted(parts: Partial<CraftedMessage>): Buffer {
  return craftMessage({ id: 0, question, ...parts });
}

const modes = ['ip', 'hostname'] as const;

function strictly(message: Buffer, address: Asked['address']): unknown {
  return readStrictly(message, endsAt, { name, type: 'SRV', address, port: 9001 });
}

/** A pointer behind some labels. */
function compressed(at: number, ...labels: readonly string[]): Buffer {
  return Buffer.concat([labelBytes(...labels).subarray(0, -1), Buffer.from([0xc0 | (at >> 8), at & 0xff])]);
}

/** `p1.internal` within the question. */
const poolAt = headerBytes + 1 + 'monitor'.length;
/** `internal` there. */
const zoneAt = poolAt + 1 + 'p1'.length;
/** The target of the first answer: owner, fixed part, priority, weight and port come before it. */
const firstTargetAt = endsAt + 2 + 10 + 6;

const hosts = ['n1.p1.internal', 'n2.p1.internal', 'n3.p1.internal'];
const answers = hosts.map((host, i) => srvRecord(host, 9001 + i));
const additionals = [...hosts.map((host, i) => addressRecord(host, `127.64.0.${99 + i}`)), optRecord()];

/** Two names with the same hash of 32 bits. */
const twins = ['declinate.p1.internal', 'macallums.p1.internal'] as const;

describe('the usual', () => {
  const usual: readonly (readonly [string, Partial<CraftedMessage>])[] = [
    ['one service', { answers: answers.slice(0, 1), additionals: additionals.slice(0, 1) }],
    ['whole names', { answers, additionals }],
    ['addresses in another order', { answers, additionals: additionals.toReversed() }],
    ['no additional section', { answers }],
    ['some addresses', { answers, additionals: additionals.slice(1) }],
    [
      'an owner that points to its target',
      { answers, additionals: [addressRecord('x', '127.64.0.1', { owner: compressed(firstTargetAt) })] },
    ],
    [
      'owners that end in the question',
      {
        answers,
        additionals: ['n2', 'n1', 'other'].map((label) =>
          addressRecord('x', '127.64.0.1', { owner: compressed(poolAt, label) }),
        ),
      },
    ],
    ['targets that end in the question', { answers: [srvRecord(compressed(poolAt, 'n1'))], additionals }],
    ['capitals', { answers: [srvRecord('N1.P1.Internal')], additionals }],
    [
      'owners in the order of the services, by other pointers',
      {
        answers: ['n1.p1', 'n2.p1', 'n3', 'n4', 'n5.p1'].map((host) => srvRecord(`${host}.internal`)),
        additionals: [
          ...['n1', 'n2'].map((label) => compressed(poolAt, label)),
          ...['n3', 'n4', 'n5'].map((label) => compressed(zoneAt, label)),
          ...['n3', 'n4', 'n5'].map((label) => compressed(poolAt, label)),
        ].map((owner, i) => addressRecord('x', `127.64.1.${i}`, { owner })),
      },
    ],
    [
      'an owner that only begins as the next one should',
      {
        answers,
        additionals: [compressed(poolAt, 'n1'), compressed(zoneAt, 'n2'), compressed(poolAt, 'n3')].map(
          (owner) => addressRecord('x', '127.64.1.1', { owner }),
        ),
      },
    ],
    [
      'two addresses after each other, by pointers',
      {
        answers,
        additionals: ['n1', 'n1', 'n2', 'n2', 'n3', 'n2'].map((label, i) =>
          addressRecord('x', `127.64.1.${i}`, { owner: compressed(poolAt, label) }),
        ),
      },
    ],
    [
      'targets that end in the same, and in a part of it',
      {
        answers: ['n1.p1.internal', 'n1.internal', 'p1.internal', 'internal', 'n2.p1.internal'].map((host) =>
          srvRecord(host),
        ),
        additionals: ['internal', 'n2.p1.internal', 'p1.internal'].map((host) =>
          addressRecord(host, '127.64.0.1'),
        ),
      },
    ],
    [
      'several addresses of a host, both families',
      {
        answers,
        additionals: ['127.64.0.1', '::1', '127.64.0.2', 'fd00::1:0:0:2'].flatMap((address) =>
          hosts.map((host) => addressRecord(host, address)),
        ),
      },
    ],
    [
      'an owner that has only the hash of a target',
      { answers: [srvRecord(twins[0])], additionals: twins.map((twin) => addressRecord(twin, '127.64.0.1')) },
    ],
    [
      'what belongs to nobody',
      {
        answers,
        authorities: [soaRecord('internal', 5)],
        additionals: [
          addressRecord('ns.internal', '127.0.0.1'),
          addressRecord('-ns.internal', '127.0.0.1'),
          addressRecord(hosts[0], '127.64.0.1', { class: 3 }),
          { owner: nameBytes(hosts[0] ?? ''), type: 16, rdata: Buffer.from('\x04text') },
          ...additionals,
        ],
      },
    ],
    [
      'TTLs of all sizes',
      {
        answers: [0, 7, 2 ** 31].map((ttlSeconds, i) => srvRecord(hosts[i] ?? '', 9001, { ttlSeconds })),
        additionals: [addressRecord(hosts[0], '127.64.0.1', { ttlSeconds: 2 ** 32 - 1 })],
      },
    ],
  ];

  test.each(usual)('%s', (_, parts) => {
    const message = crafted(parts);
    for (const mode of modes) {
      const lean = readLean(message, endsAt, mode);
      expect(lean).toMatchObject({ kind: 'found', services: parts.answers?.length });
      expect(lean).toEqual(strictly(message, mode));
    }
  });
});

describe('left to the strict reader', () => {
  const unusual: readonly (readonly [string, Partial<CraftedMessage>])[] = [
    ['no answer', { additionals }],
    ['an error', { rcode: rcodes.SERVFAIL, answers }],
    ['truncated', { flags: flagBits.response | flagBits.truncated, answers }],
    ['an alias', { answers: [cnameRecord(name, 'a.internal'), ...answers] }],
    ['another owner', { answers: [...answers, srvRecord('n4', 1, { owner: nameBytes('other.internal') })] }],
    ['the whole name as owner', { answers: [...answers, srvRecord('n4', 1, { owner: nameBytes(name) })] }],
    ['another class', { answers: [...answers, srvRecord('n4.p1.internal', 1, { class: 3 })] }],
    ['another type', { answers: [...answers, addressRecord(undefined, '127.64.0.1')] }],
    ['no service', { answers: [srvRecord('.')] }],
    ['an impossible target', { answers: [...answers, srvRecord('-n4.p1.internal')] }],
    ['a target that ends in a hyphen', { answers: [...answers, srvRecord('n4-.p1.internal')] }],
    ['a label of 64', { answers: [...answers, srvRecord(labelBytes('x'.repeat(64)))] }],
    ['a dot in a label', { answers: [...answers, srvRecord(labelBytes('n4.p1', 'internal'))] }],
    ['a target that is cut', { answers: [...answers, srvRecord(labelBytes('n4').subarray(0, -1))] }],
    ['a target too long', { answers: [srvRecord(labelBytes(...Array.from({ length: 64 }, () => 'abc')))] }],
    ['rdata too long', { answers: [srvRecord(Buffer.concat([nameBytes('n4'), Buffer.alloc(1)]))] }],
    ['a pointer forward', { answers: [srvRecord(compressed(firstTargetAt + 3, 'n4'))] }],
    ['fewer answers than announced', { answers, answerCount: 4 }],
    ['bytes after its end', { answers, tail: Buffer.alloc(1) }],
    ['the upper bits of an error', { answers, additionals: [optRecord(1232, 1)] }],
    ['EDNS twice', { answers, additionals: [optRecord(), optRecord(512)] }],
    [
      'an address that is cut',
      { answers, additionals: [addressRecord(hosts[0], '127.64.0.1', { rdlength: 3 })] },
    ],
    ['a space in an owner', { answers, additionals: [addressRecord('n 1', '127.0.0.1')] }],
    [
      'a broken owner',
      { answers, additionals: [addressRecord('x', '127.0.0.1', { owner: Buffer.from([0xc0]) })] },
    ],
  ];

  test.each(unusual)('%s', (_, parts) => {
    for (const mode of modes) expect(readLean(crafted(parts), endsAt, mode)).toBeUndefined();
  });

  test('a target twice, when addresses are wanted', () => {
    const message = crafted({ answers: [...answers, srvRecord(hosts[0] ?? '', 9009)], additionals });
    expect(readLean(message, endsAt, 'ip')).toBeUndefined();
    expect(readLean(message, endsAt, 'hostname')).toEqual(strictly(message, 'hostname'));
  });

  test('two targets with one hash', () => {
    const message = crafted({ answers: twins.map((twin) => srvRecord(twin)) });
    expect(readLean(message, endsAt, 'ip')).toBeUndefined();
  });

  test('more text than there is room for', () => {
    const long = labelBytes(...['a', 'b', 'c', 'd'].map((letter) => letter.repeat(61))).subarray(0, -1);
    const first = srvRecord(Buffer.concat([long, Buffer.from([0])]));
    const others = Array.from({ length: 400 }, (_, i) => srvRecord(compressed(firstTargetAt, `n${i}`)));
    const message = crafted({ answers: [first, ...others] });
    expect(readLean(message, endsAt, 'hostname')).toBeUndefined();
    expect(strictly(message, 'hostname')).toMatchObject({ kind: 'found', services: 401 });
  });
});

test('one message leaves nothing in the next', () => {
  const other = crafted({ answers: [srvRecord('x.y')], additionals: [addressRecord('x.y', '::1')] });
  const message = crafted({ answers, additionals });
  for (const before of [other, crafted({ answers, additionals: [optRecord(1232, 1)] }), other]) {
    readLean(before, endsAt, 'ip');
    expect(readLean(message, endsAt, 'ip')).toEqual(strictly(message, 'ip'));
  }
});

describe('random answers', () => {
  const label = fc.constantFrom('n1', 'N1', 'n2', 'n3', 'n-4', 'x');
  /** Whole, or with a pointer into the question, or to the first target; with one of two endings. */
  const anyName = fc.oneof(
    label.map((one) => nameBytes(`${one}.p1.internal`)),
    label.map((one) => nameBytes(`${one}.internal`)),
    label.map((one) => compressed(poolAt, one)),
    label.map((one) => compressed(zoneAt, one)),
    fc.constant(compressed(firstTargetAt)),
  );
  const ttlSeconds = fc.constantFrom(0, 30, 100_000, 2 ** 31);
  const port = fc.integer({ min: 0, max: 65_535 });
  const service = fc
    .tuple(anyName, port, ttlSeconds)
    .map(([target, number, ttl]) => srvRecord(target, number, { ttlSeconds: ttl }));
  const address = fc
    .tuple(anyName, fc.constantFrom('127.64.0.1', '127.199.20.0', '::', 'fd00::1'), ttlSeconds)
    .map(([owner, text, ttl]) => addressRecord('x', text, { owner, ttlSeconds: ttl }));
  const other = fc.constantFrom(
    optRecord(),
    soaRecord('internal', 5),
    addressRecord('n1', '::1', { class: 3 }),
  );
  const parts = fc.record({
    // The first target is a whole name: the pointers of the others go to it.
    answers: fc.array(service, { maxLength: 4 }).map((more) => [srvRecord('n1.p1.internal'), ...more]),
    additionals: fc.array(fc.oneof({ weight: 4, arbitrary: address }, other), { maxLength: 8 }),
  });

  test('are read as the strict reader reads them, or left to it', () => {
    let taken = 0;
    fc.assert(
      fc.property(parts, fc.constantFrom(...modes), (random, mode) => {
        const message = crafted(random);
        const lean = readLean(message, endsAt, mode);
        if (lean === undefined) return;
        taken += 1;
        expect(lean).toEqual(strictly(message, mode));
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
