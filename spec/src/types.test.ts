/**
 * The core's hand-written types are the schemas' generated ones. The compiler runs this test
 * (`tsc -p tsconfig.test.json`): a difference is an error there.
 */
import type * as core from '@spcs-sd/core';
import type * as spec from '@spcs-sd/spec';
import { expectTypeOf, test } from 'vitest';

test('the core and the schemas agree', () => {
  expectTypeOf<spec.SrvAnswer>().toEqualTypeOf<core.PoolOutcome>();
  expectTypeOf<spec.Observation>().toEqualTypeOf<core.Observation>();
  expectTypeOf<spec.Policy>().toEqualTypeOf<core.Policy>();
  expectTypeOf<spec.StateFile>().toEqualTypeOf<core.StateFile>();
  expectTypeOf<spec.EncodeCase['groups']>().toEqualTypeOf<readonly core.TargetGroup[]>();
});

test('a difference would be seen', () => {
  type Answer = core.PoolOutcome;
  expectTypeOf<Answer | { readonly kind: 'maybe' }>().not.toEqualTypeOf<spec.SrvAnswer>();
  expectTypeOf<{ records: string[] }>().not.toEqualTypeOf<{ readonly records: readonly string[] }>();
  // @ts-expect-error one case fewer is a difference
  expectTypeOf<Exclude<Answer, { kind: 'absent' }>>().toEqualTypeOf<spec.SrvAnswer>();
  // @ts-expect-error one key fewer is a difference
  expectTypeOf<Omit<core.Policy, 'perNode'>>().toEqualTypeOf<spec.Policy>();
});
