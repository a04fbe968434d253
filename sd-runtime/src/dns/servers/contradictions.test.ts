import { expect, test } from 'vitest';
import { createContradictions } from './contradictions.ts';
import type { DnsEvent } from '../event.ts';

test('tells the first name, and when there is none any more', () => {
  const told: DnsEvent[] = [];
  const { met } = createContradictions((event) => told.push(event));
  met('a', false, 0);
  met('a', true, 1);
  met('b', true, 2);
  met('a', true, 3);
  met('a', false, 4);
  met('c', false, 5);
  expect(told).toEqual([{ kind: 'servers-disagree', name: 'a' }]);
  met('b', false, 6);
  expect(told.slice(1)).toEqual([{ kind: 'servers-agree' }]);
});

test('a name that is not asked any more is forgotten', () => {
  const told: DnsEvent[] = [];
  const { met } = createContradictions((event) => told.push(event));
  met('gone', true, 0);
  met('a', false, 3_599_999);
  expect(told).toHaveLength(1);
  met('a', false, 3_600_000);
  expect(told.at(-1)).toEqual({ kind: 'servers-agree' });
});
