/** Each MUST of the contract has a breach that a vector or a named test would see; what it is: spec:coverage. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readVectors } from '../sd-cli/src/conform/vectors.ts';
import { mutants, mutated, ruleOf } from '../tools/mutants/mutant.mjs';
import { repository } from '../tools/run.mjs';
import { coverageProblems, mustsOf } from '../tools/spec-coverage.mjs';

test('no MUST is empty, and what catches a breach is there', () => {
  expect(coverageProblems(repository)).toEqual([]);
});

test('a breach that a vector must catch has a vector of its rule', () => {
  const rules = new Set(readVectors().flatMap((vector) => vector.case.rules));
  const without = mutants.filter(({ must, test: named }) => named === undefined && !rules.has(ruleOf(must)));
  expect(without).toEqual([]);
});

test('each MUST of a rule counts, also one over two lines, and none outside of rules', () => {
  const text =
    '# Title\n\nIt MUST not count.\n\n**SD-X-1** One MUST be, and\nMUST NOT be.\n\n**SD-X-2** It MAY.\n';
  expect(mustsOf(text)).toEqual(['SD-X-1', 'SD-X-1.2']);
  const document = readFileSync(join(repository, 'spec', 'README.md'), 'utf8');
  expect(mustsOf(document).length).toBeGreaterThan(100);
});

test('a breach is made in exactly one place', () => {
  const mutant = { must: 'SD-X-1', file: 'x.ts', find: 'a', replace: 'b' };
  expect(mutated(mutant, 'xay')).toBe('xby');
  expect(() => mutated(mutant, 'aa')).toThrow('SD-X-1: x.ts has 2 times: a');
  expect(() => mutated(mutant, 'x')).toThrow('0 times');
});
