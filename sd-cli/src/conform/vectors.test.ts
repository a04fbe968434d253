/** The contract's vectors, each held against this implementation: what `conform` does, without processes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { questionLine } from './question.ts';
import { answerTo } from './self/answer.ts';
import type { Question } from './self/core-answer.ts';
import { chosen, readVectors } from './vectors.ts';
import { verdictOf } from './verdict.ts';

const vectors = readVectors();

describe('this implementation', () => {
  test.each(vectors.map((vector) => [vector.id, vector.case.name, vector] as const))(
    '%s: %s',
    async (id, _name, vector) => {
      const question = JSON.parse(questionLine(vector)) as Question;
      const text = JSON.stringify({ id, result: await answerTo(question) });
      expect(verdictOf(vector, { kind: 'line', text }, { limitMs: 0, scope: 'everything' })).toEqual({
        kind: 'passed',
      });
    },
  );
});

test('a question tells nothing of what is expected', () => {
  const told = vectors.filter((vector) => /"expect"|"rules"/.test(questionLine(vector)));
  expect(told).toEqual([]);
});

test.each(['SD-RET-1', 'SD-SHARD'])('%s chooses its vectors, and no others', (word) => {
  const found = chosen(vectors, [word]);
  const isNamed = (rule: string) => rule === word || rule.startsWith(`${word}-`);
  expect(found).toEqual(vectors.filter(({ case: { rules } }) => rules.some(isNamed)));
  expect(found.length).toBeGreaterThan(0);
});

test('a kind, a file and an id choose too', () => {
  expect(chosen(vectors, ['encode']).length).toBeGreaterThan(1);
  expect(chosen(vectors, ['retention']).every(({ id }) => id.startsWith('retention/'))).toBe(true);
  expect(chosen(vectors, ['retention/2', 'shard/1']).map(({ id }) => id)).toEqual(['retention/2', 'shard/1']);
});

test('the session in the document is one', async () => {
  const document = readFileSync(new URL('../../../spec/README.md', import.meta.url), 'utf8');
  const pairs = [...document.matchAll(/^> (\{.*)\n< (\{.*)$/gm)].map(([, asked = '', told = '']) => {
    return [JSON.parse(asked) as Question & { id: string }, JSON.parse(told)] as const;
  });
  expect(pairs.length).toBeGreaterThan(2);
  for (const [question, told] of pairs) {
    if ('unsupported' in told) continue;
    expect({ id: question.id, result: await answerTo(question) }).toEqual(told);
  }
});
