/**
 * Every mutant that a vector must catch: a copy of our implementation is broken, and asked the vectors of
 * the rule. The test passes when one of them fails; its first line of output names which.
 */
import { expect, test } from 'vitest';
import { questionLine } from '../../sd-cli/src/conform/question.ts';
import { readVectors } from '../../sd-cli/src/conform/vectors.ts';
import { verdictOf } from '../../sd-cli/src/conform/verdict.ts';
import { mutants, ruleOf } from './mutant.mjs';

const vectors = readVectors();

for (const [number, { must, test: named }] of mutants.entries()) {
  if (named !== undefined) continue;
  test(String(number), async ({ task }) => {
    const path = `../../sd-cli/src/conform/self/answer.ts?mutant=${number}`;
    const { answerTo } = await import(/* @vite-ignore */ path);
    const caught = [];
    for (const vector of vectors) {
      if (!vector.case.rules.includes(ruleOf(must))) continue;
      if (await fails(vector, answerTo)) caught.push(vector.id);
    }
    Object.assign(task.meta, { caught });
    expect(caught).not.toEqual([]);
  });
}

/**
 * @param {import('../../sd-cli/src/conform/vectors.ts').Vector} vector
 * @param {(question: unknown) => Promise<unknown>} answerTo
 */
async function fails(vector, answerTo) {
  const result = await answerTo(JSON.parse(questionLine(vector))).catch((error) => String(error));
  const text = JSON.stringify({ id: vector.id, result });
  return verdictOf(vector, { kind: 'line', text }, { limitMs: 0, scope: 'everything' }).kind !== 'passed';
}
