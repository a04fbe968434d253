import { expect, test } from 'vitest';
import { createNameMemory } from './name-memory.ts';

test('a name that needs TCP is known until it is forgotten', () => {
  const memory = createNameMemory();
  expect(memory.needsTcp('a')).toBe(false);
  memory.rememberTcp('a');
  expect(memory.needsTcp('a')).toBe(true);
  memory.forget('a');
  expect(memory.needsTcp('a')).toBe(false);
});

test('what TCP did not add counts for an answer of the same size only', () => {
  const memory = createNameMemory();
  memory.rememberNoGain('a', 1100);
  expect(memory.tcpAddsNothing('a', 1100)).toBe(true);
  expect(memory.tcpAddsNothing('a', 1101)).toBe(false);
  expect(memory.needsTcp('a')).toBe(false);
});

test('it holds a bounded number of names', () => {
  const memory = createNameMemory();
  for (let i = 0; i <= 50_000; i++) memory.rememberTcp(`n${i}`);
  expect(memory.needsTcp('n0')).toBe(false);
  expect(memory.needsTcp('n1')).toBe(true);
  expect(memory.needsTcp('n50000')).toBe(true);
});
