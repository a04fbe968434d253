/** The contract's vectors, run against this implementation. */
import { readFileSync, readdirSync } from 'node:fs';
import type { StepCase, VectorCase, VectorFile } from '@spcs-sd/spec';
import { describe, expect, test } from 'vitest';
import {
  decideLookup,
  defaultPolicy,
  encodeTargetGroups,
  endpointOf,
  initialState,
  needsAddresses,
  poolOf,
  shardOf,
  step,
  type AddressAnswer,
  type Policy,
  type SrvAnswer,
} from './index.ts';

const folder = new URL('../../spec/vectors/', import.meta.url);

for (const name of readdirSync(folder)) {
  const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as VectorFile;
  // The Snowflake source runs its own, and so does the program's configuration.
  const cases = file.cases.filter(({ kind }) => kind !== 'snowflake-list' && kind !== 'snowflake-config');
  if (cases.length === 0) continue;
  describe(name, () => {
    for (const vector of cases) test(`${vector.rules.join(' ')}: ${vector.name}`, () => run(vector));
  });
}

function run(vector: VectorCase): void {
  switch (vector.kind) {
    case 'snowflake-list':
    case 'snowflake-config':
      return;
    case 'step':
      return runSteps(vector);
    case 'endpoint-of':
      return expect(endpointOf(vector.pool, vector.template)).toBe(vector.endpoint);
    case 'pool-of':
      return expect(poolOf(vector.endpoint) ?? null).toBe(vector.pool);
    case 'shard':
      return expect(shardOf(vector.address, vector.modulus)).toBe(vector.shard);
    case 'encode':
      return expect(encodeTargetGroups(vector.groups)).toBe(vector.text);
    case 'lookup-decision': {
      const { gaveSrv } = vector;
      const srv = vector.srv as SrvAnswer;
      const addresses = vector.addresses as AddressAnswer | null;
      expect(needsAddresses(srv, gaveSrv)).toBe(vector.asksAddresses);
      return expect(decideLookup({ srv, gaveSrv, ...(addresses !== null && { addresses }) })).toEqual(
        vector.outcome,
      );
    }
  }
}

function runSteps({ policy, steps }: StepCase): void {
  const rules: Policy = {
    ...defaultPolicy,
    ...policy,
    limits: { ...defaultPolicy.limits, ...policy?.limits },
  };
  let state = initialState();
  for (const { nowMs, observations, expect: expected } of steps) {
    const result = step(state, observations, nowMs, rules);
    state = result.state;
    if (expected === undefined) continue;
    const { snapshot: kind, groups, events = [], noEvents = [], ...fields } = expected;
    const at = `at ${nowMs} ms`;
    expect(result.snapshot, at).toMatchObject({ kind, ...fields });
    if (groups !== undefined && result.snapshot.kind === 'ready') {
      expect(
        result.snapshot.groups.map(({ targets, labels }) => ({ targets, labels })),
        at,
      ).toEqual(groups);
    }
    const told = result.events.map((event) => event.kind);
    expect(told, at).toEqual(expect.arrayContaining([...events]));
    expect(
      noEvents.filter((event) => told.some((kind) => kind === event)),
      at,
    ).toEqual([]);
  }
}
