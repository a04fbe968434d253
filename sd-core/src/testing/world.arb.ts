/**
 * Random worlds: a few pools that share a few addresses, seen through answers of every kind.
 * Small on purpose: collisions, conflicts and collapses must be common.
 */
import fc from 'fast-check';
import type { ListOutcome, Observation, Policy, Pool, PoolOutcome, TargetRecord } from '../index.ts';
import { defaultPolicy } from '../index.ts';

const names = ['a', 'b', 'c'] as const;

const record: fc.Arbitrary<TargetRecord> = fc.record(
  {
    host: fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '2001:db8::1', '127.0.0.1'),
    port: fc.constantFrom(9001, 9001, 9001, 9002),
    node: fc.constantFrom('n1.example', 'n2.example'),
  },
  { requiredKeys: ['host', 'port'] },
);

const transport = fc.constantFrom('udp', 'tcp', 'system' as const);
const ttlSeconds = fc.constantFrom(null, 0, 5, 20);
const doubtful = fc.nat(9).map((n) => n === 0);

const outcome: fc.Arbitrary<PoolOutcome> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('records' as const),
      records: fc.array(record, { minLength: 1, maxLength: 4 }),
      recordType: fc.constantFrom('SRV' as const, 'A' as const),
      transport,
      ttlSeconds,
      doubtful,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('absent' as const),
      why: fc.constantFrom('nxdomain' as const, 'nodata' as const),
      transport,
      ttlSeconds,
      doubtful,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('unknown' as const),
      why: fc.constantFrom('timeout' as const, 'servfail' as const),
    }),
  },
);

const metadata = fc.record(
  {
    state: fc.constantFrom('ACTIVE', 'SUSPENDED'),
    owner: fc.constantFrom('r1', 'r2'),
    activeNodes: fc.nat(1),
  },
  { requiredKeys: [] },
);

const pool: fc.Arbitrary<Pool> = fc
  .record({ name: fc.constantFrom(...names, 'A', 'bad name'), metadata }, { requiredKeys: ['name'] })
  .map((fields) => ({ ...fields, endpoint: `discover.monitor.${fields.name}.cp.spcs.internal` }));

const list: fc.Arbitrary<ListOutcome> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('known' as const),
      origin: fc.constantFrom('service' as const, 'service' as const, 'operator' as const),
      pools: fc.oneof(
        fc.constant(names.map((name) => ({ name, endpoint: `discover.monitor.${name}.cp.spcs.internal` }))),
        fc.array(pool, { maxLength: 4 }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'unknown' as const, why: 'no answer' }) },
);

/** What was observed, and how many seconds before its batch. */
const sighting = fc.tuple(
  fc.nat(5),
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ of: fc.constant('list' as const), outcome: list }) },
    {
      weight: 4,
      arbitrary: fc.record({ of: fc.constant('pool' as const), pool: fc.constantFrom(...names), outcome }),
    },
  ),
);

export interface Batch {
  readonly nowMs: number;
  readonly observations: readonly Observation[];
}

/** Batches ten seconds apart, so that waits of 20 s and 60 s are crossed often. */
export const batches: fc.Arbitrary<readonly Batch[]> = fc
  .array(fc.array(sighting, { maxLength: 6 }), { minLength: 1, maxLength: 14, size: 'max' })
  .map((sightings) =>
    sightings.map((seen, index): Batch => {
      const nowMs = index * 10_000;
      const observations = seen.map(([ageSeconds, observation]): Observation => ({
        ...observation,
        observedAtMs: nowMs - ageSeconds * 1000,
      }));
      return { nowMs, observations };
    }),
  );

export const policy: fc.Arbitrary<Policy> = fc
  .record({
    confirmForMs: fc.constantFrom(0, 20_000),
    confirmCollapseMs: fc.constantFrom(20_000, 60_000),
    maxAgeMs: fc.constantFrom(50_000, 3_600_000),
    startupGraceMs: fc.constantFrom(0, 20_000),
    perNode: fc.boolean(),
    maxTargets: fc.constantFrom(4, 1000),
  })
  .map(({ maxTargets, ...fields }) => ({
    ...defaultPolicy,
    ...fields,
    limits: { ...defaultPolicy.limits, maxTargets },
  }));
