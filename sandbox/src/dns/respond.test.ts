/**
 * Replies that no zone decides: faults, and questions that are wrong.
 */
import { decode, encode, RECURSION_DESIRED, type Packet } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noFaults, withFault, type DnsFault } from './fault.ts';
import { respond } from './respond.ts';
import type { Zone } from './zone.ts';
import { zoneIndex } from './zone-index.ts';

const origin = 'cp.spcs.internal';
const name = `discover.monitor.p1.${origin}`;
const zone: Zone = {
  origin,
  serial: 1,
  negativeTtlSeconds: 5,
  records: [
    { name, type: 'SRV', ttlSeconds: 30, priority: 0, weight: 0, port: 9001, target: `n1.p1.${origin}` },
    { name: `n1.p1.${origin}`, type: 'A', ttlSeconds: 30, address: '127.64.0.1' },
    { name: `loop.${origin}`, type: 'CNAME', ttlSeconds: 30, target: `loop.${origin}` },
  ],
};
const index = zoneIndex(zone);

function query(packet: Packet): Buffer {
  return encode({ type: 'query', id: 7, flags: RECURSION_DESIRED, ...packet });
}

const srv = query({ questions: [{ type: 'SRV', name }] });

interface Answered {
  readonly code: number;
  readonly truncated: boolean;
  readonly answers: number;
}

function ask(message: Buffer, transport: 'udp' | 'tcp' = 'udp', faults = noFaults): Answered | undefined {
  const reply = respond({ index, faults }, message, transport);
  if (reply === undefined) return undefined;
  const { flag_tc: truncated, answers = [] } = decode(reply);
  return { code: reply.readUInt16BE(2) & 0xf, truncated, answers: answers.length };
}

describe('a fault', () => {
  const well = { code: 0, truncated: false, answers: 1 };
  const cases: readonly (readonly [DnsFault, Answered | undefined, Answered | undefined])[] = [
    ['silent', undefined, undefined],
    ['servfail', { code: 2, truncated: false, answers: 0 }, { code: 2, truncated: false, answers: 0 }],
    ['refused', { code: 5, truncated: false, answers: 0 }, { code: 5, truncated: false, answers: 0 }],
    ['notimp', { code: 4, truncated: false, answers: 0 }, { code: 4, truncated: false, answers: 0 }],
    ['nxdomain', { code: 3, truncated: false, answers: 0 }, { code: 3, truncated: false, answers: 0 }],
    ['truncate', { code: 0, truncated: true, answers: 0 }, well],
  ];

  test.each(cases)('%s changes what is said over UDP and TCP', (fault, overUdp, overTcp) => {
    const faults = withFault(noFaults, fault);
    expect(ask(srv, 'udp', faults)).toEqual(overUdp);
    expect(ask(srv, 'tcp', faults)).toEqual(overTcp);
  });

  test('of one pool leaves the others alone and goes before that of all', () => {
    const other = withFault(noFaults, 'servfail', { pool: 'P2' });
    expect(ask(srv, 'udp', other)).toEqual(well);
    const both = withFault(withFault(noFaults, 'silent'), 'servfail', { pool: 'P1' });
    expect(ask(srv, 'udp', both)?.code).toBe(2);
    expect(ask(srv, 'udp', withFault(both, undefined, { pool: 'p1' }))).toBeUndefined();
    expect(ask(srv, 'udp', withFault(both, undefined))).toEqual(well);
  });
});

describe('a fault of one type', () => {
  const refused = withFault(noFaults, 'refused', { type: 'SRV' });
  const a = query({ questions: [{ type: 'A', name: `n1.p1.${origin}` }] });

  test('leaves other types and the nodes alone', () => {
    expect(ask(srv, 'udp', refused)?.code).toBe(5);
    expect(ask(a, 'udp', refused)).toEqual({ code: 0, truncated: false, answers: 1 });
    expect(ask(a, 'udp', withFault(noFaults, 'refused', { type: 'A' }))?.code).toBe(0);
  });

  test('goes before a fault of every type, and after one of its pool', () => {
    const both = withFault(refused, 'silent');
    expect(ask(srv, 'udp', both)?.code).toBe(5);
    expect(ask(a, 'udp', both)).toBeUndefined();
    expect(ask(srv, 'udp', withFault(both, 'servfail', { pool: 'p1' }))?.code).toBe(2);
    expect(ask(srv, 'udp', withFault(both, undefined, { type: 'SRV' }))).toBeUndefined();
  });
});

describe('a wrong question', () => {
  test.each([
    ['another operation: not implemented', query({ flags: 0x2000, questions: [{ type: 'SRV', name }] }), 4],
    ['no question: format error', query({}), 1],
    ['another class: refused', query({ questions: [{ type: 'SRV', name, class: 'CH' }] }), 5],
    ['a name of another zone: refused', query({ questions: [{ type: 'A', name: 'example.com' }] }), 5],
  ])('%s', (_, message, code) => {
    expect(ask(message)?.code).toBe(code);
  });

  test('a CNAME loop ends', () => {
    const looped = ask(query({ questions: [{ type: 'A', name: `loop.${origin}` }] }), 'tcp');
    expect(looped?.answers).toBeGreaterThan(0);
  });

  test('an EDNS version of the future is BADVERS', () => {
    const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, flags: 0 } as const;
    const future = { ...opt, ednsVersion: 1, flag_do: false, options: [] };
    const reply = respond(
      { index, faults: noFaults },
      query({ questions: [{ type: 'SRV', name }], additionals: [future] }),
      'udp',
    );
    expect(reply && decode(reply).additionals).toMatchObject([{ type: 'OPT', extendedRcode: 1 }]);
  });

  test('an answer is not answered, and no bytes make it throw', () => {
    expect(ask(encode({ type: 'response', id: 7 }))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(() => respond({ index, faults: noFaults }, Buffer.from(bytes), 'udp')).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.nat(srv.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(srv);
        changed[at] = value;
        expect(() => respond({ index, faults: noFaults }, changed, 'udp')).not.toThrow();
      }),
    );
  });
});
