/**
 * What every lookup must answer, as a table: the DNS, the question, the outcome.
 *
 * The names of the cases are what an implementation with a gap refers to.
 */
import type { PoolOutcome } from '@spcs-sd/core';
import type { LookupQuestion } from '../ports.ts';
import { addresses, failing, srv, type World, type WorldName } from './lookup-world.ts';

export interface LookupCase {
  readonly name: string;
  /** One for each server. */
  readonly worlds: readonly World[];
  readonly question?: Partial<LookupQuestion>;
  /** What the outcome must have; keys that are not here do not matter. */
  readonly expected: ExpectedOutcome;
}

export type ExpectedOutcome =
  | Partial<Extract<PoolOutcome, { readonly kind: 'records' }>>
  | Partial<Exclude<PoolOutcome, { readonly kind: 'records' }>>;

export const poolName = 'discover.monitor.p1.cp.spcs.internal';
const [n1, n2] = ['n1.p1.cp.spcs.internal', 'n2.p1.cp.spcs.internal'];

const nodes: Readonly<Record<string, WorldName>> = {
  [n1]: { A: addresses('127.64.1.1') },
  [n2]: { A: addresses('127.64.1.2') },
};
const services = srv([n1, 9001], [n2, 9002]);

/** A server that knows the pool like this, and its nodes. */
const world = (pool: WorldName, more: Partial<World> = {}): World => ({
  names: { [poolName]: pool, ...nodes },
  ...more,
});
const withNode = (pool: WorldName, name: string, node: WorldName): World => ({
  names: { [poolName]: pool, ...nodes, [name]: node },
});

const target1 = { host: '127.64.1.1', port: 9001, node: n1 };
const targets = [target1, { host: '127.64.1.2', port: 9002, node: n2 }];
const found = { kind: 'records', recordType: 'SRV', records: targets } as const;
const byAddress = {
  kind: 'records',
  recordType: 'A',
  records: [{ host: '127.64.1.9', port: 9100 }],
} as const;
const own = addresses('127.64.1.9');
const nodata = { kind: 'absent', why: 'nodata' } as const;
const nxdomain = { kind: 'absent', why: 'nxdomain' } as const;
const gave = { gaveSrv: true } as const;
const none: World = { names: {} };

export const lookupCases: readonly LookupCase[] = [
  {
    name: 'SRV with addresses along',
    worlds: [world({ SRV: services }, { additional: true })],
    expected: found,
  },
  { name: 'SRV without addresses along', worlds: [world({ SRV: services })], expected: found },
  {
    name: 'SRV to both families',
    worlds: [
      withNode({ SRV: srv([n1, 9001]) }, n1, {
        A: addresses('127.64.1.1'),
        AAAA: addresses('::1'),
      }),
    ],
    expected: { kind: 'records', records: [target1, { host: '::1', port: 9001, node: n1 }] },
  },
  { name: 'SRV counts, not addresses', worlds: [world({ SRV: services, A: own })], expected: found },
  {
    name: 'targets as host names',
    worlds: [world({ SRV: services })],
    question: { address: 'hostname' },
    expected: {
      kind: 'records',
      records: [
        { host: n1, port: 9001, node: n1 },
        { host: n2, port: 9002, node: n2 },
      ],
    },
  },
  {
    name: 'an alias of SRV',
    worlds: [{ names: { [poolName]: { alias: 'p1.internal' }, 'p1.internal': { SRV: services }, ...nodes } }],
    expected: found,
  },
  {
    name: 'an alias of addresses',
    worlds: [{ names: { [poolName]: { alias: 'p1.internal' }, 'p1.internal': { A: own } } }],
    expected: byAddress,
  },
  { name: 'addresses alone', worlds: [world({ A: own })], expected: byAddress },
  {
    name: 'IPv6 addresses alone',
    worlds: [world({ AAAA: addresses('::1') })],
    expected: { kind: 'records', records: [{ host: '::1', port: 9100 }] },
  },
  { name: 'no such name', worlds: [none], expected: nxdomain },
  { name: 'a name without records', worlds: [world({})], expected: nodata },
  { name: 'the SRV target `.`', worlds: [world({ SRV: srv(['.', 0]), A: own })], expected: nodata },
  {
    name: 'SRV fails',
    worlds: [world({ SRV: failing('servfail'), A: own })],
    expected: { kind: 'unknown', why: 'servfail' },
  },
  {
    name: 'SRV is refused: addresses',
    worlds: [world({ SRV: failing('refused'), A: own })],
    expected: byAddress,
  },
  {
    name: 'SRV is not implemented: addresses',
    worlds: [world({ SRV: failing('notimp'), A: own })],
    expected: byAddress,
  },
  {
    name: 'SRV is dropped: addresses',
    worlds: [world({ SRV: failing('silent'), A: own })],
    expected: byAddress,
  },
  { name: 'AAAA is refused', worlds: [world({ A: own, AAAA: failing('refused') })], expected: byAddress },
  {
    name: 'AAAA fails',
    worlds: [world({ A: own, AAAA: failing('servfail') })],
    expected: { kind: 'unknown', why: 'servfail' },
  },
  {
    name: 'all is silence',
    worlds: [{ names: {}, failing: 'silent' }],
    expected: { kind: 'unknown', why: 'timeout' },
  },
  { name: 'gave SRV, has none now', worlds: [world({ A: own })], question: gave, expected: nodata },
  { name: 'gave SRV, is gone', worlds: [none], question: gave, expected: nxdomain },
  {
    name: 'gave SRV, is refused',
    worlds: [world({ SRV: failing('refused'), A: own })],
    question: gave,
    expected: { kind: 'unknown', why: 'refused' },
  },
  {
    name: 'gave SRV, is silent',
    worlds: [world({ SRV: failing('silent'), A: own })],
    question: gave,
    expected: { kind: 'unknown', why: 'timeout' },
  },
  {
    name: 'one target unknown: no shorter list',
    worlds: [withNode({ SRV: services, A: own }, n2, { A: failing('servfail') })],
    expected: { kind: 'unknown', why: 'servfail' },
  },
  {
    name: 'one target without address',
    worlds: [withNode({ SRV: services }, n2, {})],
    expected: { kind: 'records', records: [target1] },
  },
  {
    name: 'no target has an address',
    worlds: [{ names: { [poolName]: { SRV: services, A: own } } }],
    expected: nodata,
  },
  {
    name: 'addresses only, as asked',
    worlds: [world({ SRV: services, A: own })],
    question: { recordType: 'A' },
    expected: byAddress,
  },
  {
    name: 'SRV only, as asked',
    worlds: [world({ A: own })],
    question: { recordType: 'SRV' },
    expected: nodata,
  },
  {
    name: 'a name in upper case',
    worlds: [world({ SRV: services })],
    question: { name: poolName.toUpperCase() },
    expected: found,
  },
  {
    name: 'the TTL',
    worlds: [
      world(
        { A: { kind: 'addresses', addresses: ['127.64.1.9'], ttlSeconds: 77 } },
        { negativeTtlSeconds: 90 },
      ),
    ],
    question: { recordType: 'A' },
    expected: { kind: 'records', ttlSeconds: 77 },
  },
  {
    name: 'the negative TTL',
    worlds: [{ names: {}, negativeTtlSeconds: 42 }],
    expected: { kind: 'absent', ttlSeconds: 42 },
  },
  {
    name: 'the transport',
    worlds: [world({ SRV: services }, { additional: true })],
    expected: { kind: 'records', transport: 'udp' },
  },
  {
    name: 'over TCP, as asked',
    worlds: [world({ SRV: services }, { additional: true })],
    question: { transport: 'tcp' },
    expected: { kind: 'records', transport: 'tcp' },
  },
  {
    name: 'a malformed answer',
    worlds: [world({ SRV: failing('malformed'), A: own })],
    expected: { kind: 'unknown', why: 'malformed' },
  },
  {
    name: 'SRV of another owner',
    worlds: [withNode({ SRV: { kind: 'foreign', what: 'owner' } }, 'n9.p9.internal', { A: own })],
    expected: { kind: 'unknown', why: 'malformed' },
  },
  {
    name: 'records of other types only',
    worlds: [world({ SRV: { kind: 'foreign', what: 'type' } })],
    question: gave,
    expected: { kind: 'unknown', why: 'malformed' },
  },
  {
    name: 'the first server is silent',
    worlds: [{ names: {}, failing: 'silent' }, world({ SRV: services }, { additional: true })],
    expected: { ...found, doubtful: true },
  },
  {
    name: 'the first server fails',
    worlds: [{ names: {}, failing: 'servfail' }, world({ SRV: services })],
    expected: { ...found, doubtful: true },
  },
  {
    name: 'the first server refuses',
    worlds: [{ names: {}, failing: 'refused' }, world({ SRV: services })],
    expected: { ...found, doubtful: true },
  },
  {
    name: 'absent after silence',
    worlds: [{ names: {}, failing: 'silent' }, none],
    expected: { ...nxdomain, doubtful: true },
  },
  {
    name: 'absent by failover',
    worlds: [{ names: {}, failing: 'refused' }, none],
    expected: { ...nxdomain, doubtful: true },
  },
  {
    name: 'the first server knows nothing of it',
    worlds: [none, world({ SRV: services })],
    expected: { ...found, doubtful: true },
  },
  {
    name: 'both servers know nothing of it',
    worlds: [none, none],
    expected: { ...nxdomain, doubtful: false },
  },
  {
    name: 'an impossible name',
    worlds: [none],
    question: { name: 'my pool.internal' },
    expected: { kind: 'unknown', why: 'not-asked' },
  },
];
