import { expect, test } from 'vitest';
import type { UnknownOutcome, UnknownWhy } from '@spcs-sd/core';
import { joinFailures } from './failure.ts';

const failed = (why: UnknownWhy, detail: string): UnknownOutcome => ({ kind: 'unknown', why, detail });

test.each([
  [['timeout', 'refused'], 'refused'],
  [['refused', 'servfail'], 'servfail'],
  [['unreachable', 'notimp'], 'notimp'],
  [['unreachable', 'timeout'], 'timeout'],
  [['timeout', 'malformed'], 'malformed'],
] as const)('of %j the telling one is %s', (whys, expected) => {
  expect(joinFailures(whys.map((why) => failed(why, why))).why).toBe(expected);
});

test('all are told, each once', () => {
  const failures = [
    failed('timeout', 'a: silent'),
    failed('refused', 'b: refused'),
    failed('timeout', 'a: silent'),
  ];
  expect(joinFailures(failures).detail).toBe('a: silent; b: refused');
});
