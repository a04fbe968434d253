import { describe, expect, test } from 'vitest';
import type { AbsentOutcome, UnknownOutcome, UnknownWhy } from './answer.ts';
import {
  decideLookup,
  joinAddresses,
  needsAddresses,
  type AddressAnswer,
  type SrvAnswer,
} from './srv-first.ts';

const common = { transport: 'udp', ttlSeconds: 30, doubtful: false } as const;
const srvOf = (...hosts: readonly string[]): SrvAnswer & { kind: 'records' } => ({
  kind: 'records',
  recordType: 'SRV',
  records: hosts.map((host) => ({ host, port: 9001, node: host })),
  ...common,
});
const addressesOf = (...hosts: readonly string[]): AddressAnswer & { kind: 'records' } => ({
  kind: 'records',
  recordType: 'A',
  records: hosts.map((host) => ({ host, port: 9001 })),
  ...common,
});
const absent = (why: AbsentOutcome['why']): AbsentOutcome => ({ kind: 'absent', why, ...common });
const unknown = (why: UnknownWhy): UnknownOutcome => ({ kind: 'unknown', why, detail: 'seen' });

const srv = srvOf('127.1.0.1', '127.1.0.2');
const addresses = addressesOf('127.2.0.1');
const timeout = unknown('timeout');
const servfail = unknown('servfail');
const nxdomain = absent('nxdomain');
const nodata = absent('nodata');
const contradicted = { ...nxdomain, doubtful: true };

describe('a name that never gave SRV', () => {
  test.each([
    ['SRV decides', srv, addresses, srv],
    ['NXDOMAIN ends it', nxdomain, addresses, nxdomain],
    ['no SRV: the addresses', nodata, addresses, addresses],
    ['no SRV, no addresses', nodata, nodata, nodata],
    ['no SRV, the name vanished meanwhile', nodata, nxdomain, contradicted],
    ['no SRV, addresses unknown', nodata, servfail, servfail],
    [
      'no SRV, addresses not asked',
      nodata,
      undefined,
      { kind: 'unknown', why: 'not-asked', detail: 'no address was asked for' },
    ],
    ['no SRV, doubtful', { ...nodata, doubtful: true }, nodata, { ...nodata, doubtful: true }],
    ['no addresses, doubtful', nodata, { ...nodata, doubtful: true }, { ...nodata, doubtful: true }],
    ['SRV fails: addresses do not matter', servfail, addresses, servfail],
    ['SRV malformed', unknown('malformed'), addresses, unknown('malformed')],
    ['SRV unreachable', unknown('unreachable'), addresses, unknown('unreachable')],
  ])('%s', (_, srvAnswer, addressAnswer, expected) => {
    const answers = { srv: srvAnswer, gaveSrv: false };
    const outcome = decideLookup(addressAnswer ? { ...answers, addresses: addressAnswer } : answers);
    expect(outcome).toMatchObject(expected);
  });

  describe.each(['refused', 'notimp', 'timeout'] as const)('SRV %s', (why) => {
    test.each([
      ['addresses are used', addresses, addresses],
      ['NXDOMAIN is believed', nxdomain, nxdomain],
      ['no addresses: cannot know', nodata, unknown(why)],
      ['addresses unknown too', servfail, unknown(why)],
    ])('%s', (_, addressAnswer, expected) => {
      expect(decideLookup({ srv: unknown(why), addresses: addressAnswer, gaveSrv: false })).toEqual(expected);
    });
  });
});

describe('a name that gave SRV before', () => {
  test.each([
    ['SRV again', srv, srv],
    ['its missing SRV is a removal', nodata, nodata],
    ['NXDOMAIN', nxdomain, nxdomain],
    ['a timeout stays unknown', timeout, timeout],
    ['a refusal stays unknown', unknown('refused'), unknown('refused')],
  ])('%s, whatever the addresses say', (_, srvAnswer, expected) => {
    expect(decideLookup({ srv: srvAnswer, addresses, gaveSrv: true })).toEqual(expected);
    expect(needsAddresses(srvAnswer, true)).toBe(false);
  });
});

describe('the target `.`', () => {
  test('alone means: no such service', () => {
    expect(decideLookup({ srv: srvOf('.'), gaveSrv: true })).toEqual(nodata);
    expect(decideLookup({ srv: srvOf('.'), addresses, gaveSrv: false })).toEqual(nodata);
  });

  test('among others is left out', () => {
    expect(decideLookup({ srv: srvOf('127.1.0.1', '.'), gaveSrv: true })).toEqual(srvOf('127.1.0.1'));
  });

  test('no record at all is no service either', () => {
    expect(decideLookup({ srv: srvOf(), gaveSrv: true })).toEqual(nodata);
  });
});

describe('when addresses are asked for', () => {
  test.each([
    [nodata, true],
    [timeout, true],
    [unknown('refused'), true],
    [unknown('notimp'), true],
    [srv, false],
    [nxdomain, false],
    [servfail, false],
    [unknown('malformed'), false],
    [unknown('unreachable'), false],
  ])('%o', (answer, expected) => {
    expect(needsAddresses(answer, false)).toBe(expected);
  });
});

describe('A joined with AAAA', () => {
  const six = addressesOf('::1');
  test.each([
    ['both', addresses, six, addressesOf('127.2.0.1', '::1')],
    ['only A', addresses, nodata, addresses],
    ['only AAAA', nodata, six, six],
    ['neither', nodata, nodata, nodata],
    ['no such name', nxdomain, nxdomain, nxdomain],
    ['AAAA refused', addresses, unknown('refused'), addresses],
    ['AAAA not implemented', nodata, unknown('notimp'), nodata],
    ['AAAA unknown', addresses, timeout, timeout],
    ['A refused', unknown('refused'), six, unknown('refused')],
    ['A unknown, AAAA absent', servfail, nxdomain, servfail],
    ['they disagree on existence', nxdomain, nodata, { ...nodata, doubtful: true }],
    ['records for a name that is not there', addresses, nxdomain, { ...addresses, doubtful: true }],
  ])('%s', (_, a, aaaa, expected) => {
    expect(joinAddresses(a, aaaa)).toEqual(expected);
  });

  test('the shorter TTL, the weaker transport, any doubt', () => {
    const long: AddressAnswer = { ...addresses, ttlSeconds: 300, transport: 'tcp', doubtful: true };
    expect(joinAddresses(long, six)).toMatchObject({ ttlSeconds: 30, transport: 'udp', doubtful: true });
    expect(joinAddresses({ ...long, ttlSeconds: null }, six)).toMatchObject({ ttlSeconds: 30 });
    expect(joinAddresses(six, { ...long, ttlSeconds: null })).toMatchObject({ ttlSeconds: 30 });
  });
});
